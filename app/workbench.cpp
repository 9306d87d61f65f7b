#include "workbench.h"

#include "access/access_page.h"
#include "base/visible_text.h"
#include "deliveries/deliveries_page.h"
#include "logs/logs_page.h"
#include "onboarding/onboarding_page.h"
#include "secrets/keychain_store.h"
#include "text/error_text.h"
#include "window_memory.h"
#include "wizard/wizard_page.h"
#include "workers/workers_page.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QStackedWidget>
#include <QStandardPaths>

namespace tracedeck {

namespace {

QString dataFolder(const QString& name)
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) % u'/' % name;
}

sandbox::SandboxOptions withFolder(sandbox::SandboxOptions options)
{
    if (options.folder.isEmpty())
        options.folder = dataFolder(QStringLiteral("sandbox"));
    return options;
}

net::HttpOptions httpOptions(const settings::Settings& settings)
{
    return {settings.text(settings::Key::CaFile),
            settings.flag(settings::Key::UseSystemProxy),
            {},
            static_cast<int>(settings.number(settings::Key::ConnectionsPerHost))};
}

std::shared_ptr<secrets::SecretStore> orSystemKeychain(std::shared_ptr<secrets::SecretStore> given)
{
    return given ? std::move(given) : std::make_shared<secrets::KeychainStore>(QStringLiteral("Tracedeck"));
}

} // namespace

Workbench::Workbench(ui::Theme& theme, Options options)
    : m_theme(theme)
    , m_options(std::move(options))
    , m_settings(settings::Settings::read())
    , m_network(httpOptions(m_settings))
    , m_scope(store::Queries(m_queryPool))
    , m_window(m_scope, theme)
    , m_welcome(new ui::OnboardingPage(theme))
    , m_rooms(furnish(m_window, m_scope, theme, m_queryPool))
    , m_store(m_scope)
    , m_imports(m_store, m_window, *m_welcome, m_ingestPool)
    , m_sandbox(withFolder(m_options.sandbox))
    , m_keys(orSystemKeychain(m_options.keychain))
    , m_left(m_settings, baseFolder(m_options))
    , m_accounts(settings::standardFile(QStringLiteral("profiles.json")), m_keys)
    , m_dialogs(m_accounts, theme, m_window)
    , m_feed(m_store, m_window, *m_welcome, m_ingestPool)
    , m_deliveries(m_rooms.deliveries, m_waitPool)
    , m_gapCounts(m_queryPool)
    , m_access(m_rooms.access, m_network)
    , m_jobs(m_rooms.jobs, m_network, m_window, theme)
    , m_wizard(m_rooms.wizard, m_jobs, m_network, m_keys, m_window, m_scope)
    , m_workers(m_rooms.workers, m_network, m_window, m_scope, theme)
    , m_doctor(m_rooms.access, m_network, m_scope,
               [this](const QString& worker, const QString& dispatchNamespace) -> std::optional<workers::WranglerLink> {
                   const auto rows = m_rooms.workers.rowsOf({{worker, dispatchNamespace}});
                   return rows.empty() ? std::nullopt : rows.front().link;
               })
    , m_changes({m_rooms.logs, m_rooms.overview, m_rooms.deliveries}, m_scope)
{
    m_ingestPool.setMaxThreadCount(1);
    m_ingestPool.setThreadPriority(QThread::LowPriority); // the window goes first
    m_waitPool.setMaxThreadCount(4);                      // its work waits for others
    m_window.setWelcome(m_welcome);
    connectWindow();
    connectAccounts();
    connectAccessPage();
    connectJobs();
    connectDoctor();
    connectChanges();
    connectCounts();
    if (m_options.remember) {
        const WindowMemory memory = readWindowMemory();
        m_scope.setUtc(memory.utc);
        connect(&m_scope, &ui::Scope::timeZoneChanged, this, &Workbench::keep);
        connect(&m_theme, &ui::Theme::changed, this, &Workbench::keep);
        restorePlace(m_window);
    }
    showWelcome();
    showPlace();
    clearLeftBehind();
}

Workbench::~Workbench()
{
    if (m_options.remember)
        rememberPlace(m_window);
}

void Workbench::connectWindow()
{
    connect(&m_window, &ui::MainWindow::pathsChosen, this, &Workbench::openPaths);
    connect(&m_window, &ui::MainWindow::sandboxRequested, this, &Workbench::openSandbox);
    connect(&m_window, &ui::MainWindow::refreshRequested, this, &Workbench::refresh);
    connect(&m_window, &ui::MainWindow::schemeChosen, &m_theme, &ui::Theme::setScheme);
    connect(&m_window, &ui::MainWindow::textSizeChosen, &m_theme, &ui::Theme::setTextSize);
    connect(m_welcome, &ui::OnboardingPage::filesRequested, &m_window, &ui::MainWindow::chooseFiles);
    connect(m_welcome, &ui::OnboardingPage::folderRequested, &m_window, &ui::MainWindow::chooseFolder);
    connect(m_welcome, &ui::OnboardingPage::sandboxRequested, this, &Workbench::openSandbox);
    connect(&m_store, &OpenStore::changed, this, &Workbench::showWelcome);
    connect(&m_imports, &FileImports::done, this, &Workbench::importDone);
    connect(m_welcome, &ui::OnboardingPage::cancelRequested, this, [this] {
        if (!m_sandbox.isStarting())
            return;
        m_sandbox.stop();
        m_welcome->endProgress();
    });
    connect(&m_sandbox, &SandboxAccount::started, this, &Workbench::openSandboxBucket);
    connect(&m_feed, &FeedDesk::arrived, &m_deliveries, &DeliveriesDesk::catchUp);
    connect(&m_feed, &FeedDesk::ended, &m_deliveries, &DeliveriesDesk::list);
    connect(&m_feed, &FeedDesk::ended, this, &Workbench::feedEnded);
}

void Workbench::connectAccounts()
{
    const auto openLink = [](const QUrl& url) { QDesktopServices::openUrl(url); };
    connect(m_welcome, &ui::OnboardingPage::accountEntered, &m_dialogs,
            [this](const ui::AccountEntry& entry) { m_dialogs.keepAccount(openProfileId(), entry); });
    connect(m_welcome, &ui::OnboardingPage::bucketEntered, &m_dialogs,
            [this](const ui::BucketEntry& entry) { m_dialogs.keepBucket(openProfileId(), entry); });
    connect(m_welcome, &ui::OnboardingPage::linkRequested, this, openLink);
    connect(&m_window, &ui::MainWindow::sourceChosen, this, &Workbench::openAccount);
    connect(&m_window, &ui::MainWindow::addSourceRequested, &m_dialogs, [this] { m_dialogs.askForBucket(openProfileId()); });
    connect(&m_window, &ui::MainWindow::manageSourcesRequested, &m_dialogs, [this] { m_dialogs.manage(openProfileId()); });
    connect(&m_dialogs, &AccountDialogs::openRequested, this, &Workbench::openAccount);
    connect(&m_dialogs, &AccountDialogs::sourceRemoved, this, &Workbench::dropSource);
    connect(&m_dialogs, &AccountDialogs::forgetRequested, this, &Workbench::forgetAccount);
    connect(&m_dialogs, &AccountDialogs::linkRequested, this, openLink);
    connect(&m_dialogs, &AccountDialogs::failed, this, &Workbench::showProblem);
    connect(&m_accounts, &AccountBook::changed, this, &Workbench::showPlace);
    connect(&m_accounts, &AccountBook::notSaved, this, &Workbench::showProblem);
    connect(&m_keys, &KeyRing::keptForSession, this, [this](const Error& reason) {
        m_window.showBanner(ui::BadgeKind::Warn, tr("Secrets are kept until Tracedeck ends, and no longer. %1").arg(ui::errorText(reason)));
    });
    connect(&m_keys, &KeyRing::leftBehind, this, [this](const QStringList& keys) {
        m_left.addKeys(keys);
        saveSettings();
        m_window.showBanner(ui::BadgeKind::Warn,
                            tr("The system keychain does not answer. What it may hold of this account is erased as soon as it does."));
    });
}

void Workbench::connectAccessPage()
{
    connect(&m_rooms.access, &ui::AccessPage::signOutRequested, this, &Workbench::signOut);
    connect(&m_rooms.access, &ui::AccessPage::replaceTokenRequested, &m_dialogs, [this] { m_dialogs.askForAccount(openProfileId()); });
    connect(&m_rooms.access, &ui::AccessPage::actionRequested, this, &Workbench::act);
    connect(&m_access, &AccessDesk::told, this, [this] {
        const auto& report = m_access.report();
        if (!isOpen(Kind::Account) || !report || !report->isFinished)
            return;
        m_accounts.learn(m_place->profile, report->accountId, report->accountName);
        openLearnt(report->accountId);
    });
}

void Workbench::connectJobs()
{
    connect(&m_jobs, &JobsDesk::deliveriesRequested, this, [this] { m_window.openPage(DeliveriesRoom); });
    connect(&m_wizard, &WizardDesk::shown, this, [this] { m_rooms.jobsStack.setCurrentWidget(&m_rooms.wizard); });
    connect(&m_wizard, &WizardDesk::left, this, [this] { m_rooms.jobsStack.setCurrentWidget(&m_rooms.jobs); });
    connect(&m_jobs, &JobsDesk::filesWanted, &m_deliveries, &DeliveriesDesk::listOnce);
    connect(&m_deliveries, &DeliveriesDesk::listed, &m_jobs, &JobsDesk::setListing);
    connect(&m_access, &AccessDesk::told, this, [this] {
        const auto& report = m_access.report();
        const bool isRefused = report && report->at(access::Can::ChangeJobs).answer == access::Answer::No;
        if (report)
            m_wizard.setReport(*report);
        m_jobs.setRefusal(isRefused ? tr("This account may not change jobs; the check says why.") : QString());
        const bool isSwitchRefused = report && report->at(access::Can::SwitchWorkers).answer == access::Answer::No;
        m_workers.setRefusal(isSwitchRefused ? tr("This account may not switch Workers; the check says why.") : QString());
    });
}

/// What Cloudflare counted in gaps of the deliveries.
void Workbench::connectCounts()
{
    connect(&m_rooms.deliveries, &ui::DeliveriesPage::countsWanted, &m_gapCounts, &GapCounts::count);
    connect(&m_gapCounts, &GapCounts::counted, this, [this] { m_rooms.deliveries.setCounts(m_gapCounts.counts()); });
    connect(&m_jobs, &JobsDesk::jobsListed, this, [this] {
        m_gapCounts.setKeepsAll(m_jobs.keepsAllOfWhatIsRead());
        m_feed.setFormat(m_jobs.formatOfWhatIsRead());
    });
    connect(&m_workers, &WorkersDesk::flagsRead, this, [this](const std::vector<workers::DeployedWorker>& workers) {
        QSet<QString> pushing;
        for (const workers::DeployedWorker& each : workers) {
            if (each.logpush.value_or(false))
                pushing.insert(each.name);
        }
        m_gapCounts.setPushing(std::move(pushing));
    });
}

void Workbench::connectChanges()
{
    connect(&m_jobs, &JobsDesk::historyTold, &m_changes, &ChangesDesk::setJobs);
    connect(&m_deliveries, &DeliveriesDesk::listed, &m_changes, &ChangesDesk::setListing);
    connect(&m_feed, &FeedDesk::ended, &m_deliveries, &DeliveriesDesk::listOnce); // its gaps are shown in other rooms, too
    connect(&m_workers, &WorkersDesk::flagsRead, this, [this](const std::vector<workers::DeployedWorker>& workers) {
        std::vector<workspace::WorkerFlag> flags;
        flags.reserve(workers.size());
        for (const workers::DeployedWorker& each : workers)
            flags.push_back({each.name, each.dispatchNamespace, each.logpush});
        m_changes.seeFlags(std::move(flags));
    });
    connect(&m_workers, &WorkersDesk::switched, this, [this](const std::vector<workers::FlagOutcome>& outcomes) {
        std::vector<workspace::WorkerFlag> flags;
        for (const workers::FlagOutcome& each : outcomes) {
            if (each.after && each.before != each.after)
                flags.push_back({each.wish.worker, each.wish.dispatchNamespace, each.after});
        }
        m_changes.noteSwitch(std::move(flags));
    });
    connect(&m_changes, &ChangesDesk::workerRequested, this, [this](const QString& worker, const QString& dispatchNamespace) {
        m_window.openPage(WorkersRoom);
        m_rooms.workers.choose({worker, dispatchNamespace});
    });
    connect(&m_changes, &ChangesDesk::jobRequested, this, [this](std::int64_t id) {
        m_window.openPage(JobsRoom);
        m_rooms.jobs.choose(id);
    });
    connect(&m_changes, &ChangesDesk::windowsRequested, this, [this](TimeRange range) {
        m_window.openPage(DeliveriesRoom);
        m_rooms.deliveries.showWindows(range);
    });
    connect(&m_changes, &ChangesDesk::eventsRequested, this, [this](const ui::EventsLink& link) {
        m_window.openPage(LogsRoom);
        m_rooms.logs.openLink(link);
    });
    connect(&m_changes, &ChangesDesk::notKept, this, [this](const Error& error) {
        m_window.toast(tr("When Workers were switched could not be written down. %1").arg(ui::errorText(error)));
    });
}

void Workbench::keep()
{
    writeWindowMemory({m_theme.scheme(), m_theme.textSize(), m_scope.isUtc()});
}

void Workbench::keepOpen(const QString& name)
{
    if (!m_options.remember || m_settings.text(settings::Key::ActiveProfile) == name)
        return;
    m_settings.setText(settings::Key::ActiveProfile, name);
    saveSettings();
}

void Workbench::saveSettings()
{
    if (!m_options.remember)
        return;
    m_saving = Pending<void> {[&](std::stop_token) { return m_settings.save({}); }, // not stopped: the last one counts
                              [this](const Result<void>& saved) {
                                  if (!saved)
                                      showProblem(saved.error());
                              }};
}

bool Workbench::isAsking() const
{
    return m_queryPool.activeThreadCount() > 0 || m_deliveries.isListing() || m_access.isChecking() || m_jobs.isAsking()
        || m_workers.isAsking() || m_doctor.isAsking();
}

QString Workbench::baseFolder(const Options& options)
{
    return options.store.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : options.store;
}

QString Workbench::profileFolder(const QString& profile) const
{
    return baseFolder() % QStringLiteral("/profiles/") % folderNameOf(profile);
}

QString Workbench::storeOf(const Place& place) const
{
    if (place.kind == Kind::Account)
        return profileFolder(place.profile) % u'/' % (place.source.isEmpty() ? QStringLiteral("none") : folderNameOf(place.source));
    if (!m_options.store.isEmpty() && place == m_first)
        return m_options.store;
    return baseFolder() % (place.kind == Kind::Files ? QStringLiteral("/store") : QStringLiteral("/sandbox-store"));
}

void Workbench::showPlace()
{
    const QStringList& paths = m_imports.paths();
    const settings::Profile* profile = m_place ? m_accounts.book().find(m_place->profile) : nullptr;
    if (isOpen(Kind::Sandbox))
        m_window.setSource(QStringLiteral("sandbox"), tr("Sandbox"), tr("built in"));
    else if (profile)
        m_window.setSource(QStringLiteral("bucket"), visibleText(profile->name), m_hasBucket ? tr("bucket") : tr("no bucket yet"));
    else if (paths.size() == 1)
        m_window.setSource(QStringLiteral("folder"), visibleText(QFileInfo(paths[0]).fileName()), tr("local"));
    else if (paths.size() > 1)
        m_window.setSource(QStringLiteral("file"), tr("%n file(s)", nullptr, static_cast<int>(paths.size())), tr("local"));
    else
        m_window.setSource(QStringLiteral("folder"), tr("Local logs"), tr("all that was opened"));
    m_window.setSources(m_accounts.book(), openProfileId(), m_place ? m_place->source : QString());
    m_rooms.deliveries.setHasCheck(m_hasAccount);
    m_window.setObstacle(DeliveriesRoom, m_hasBucket ? QString() : tr("Deliveries are those of a bucket; none is open."));
    m_window.setObstacle(JobsRoom, m_hasAccount ? QString() : tr("Jobs are those of an account; none is open."));
    m_window.setObstacle(WorkersRoom, m_hasAccount ? QString() : tr("Workers are those of an account; none is open."));
    m_window.setObstacle(AccessRoom, m_hasAccount ? QString() : tr("No account is open."));
}

void Workbench::showWelcome()
{
    m_window.showWelcome(m_scope.snapshot().events() == 0 && !(m_hasAccount && (isOpen(Kind::Account) || m_isSandboxRead)));
}

/// A Sandbox from which no logs come is an account all the same, and its doctor knows why.
void Workbench::feedEnded(const Result<sync::SyncReport>& report)
{
    if (!isOpen(Kind::Sandbox) || !report || m_isSandboxRead)
        return;
    m_isSandboxRead = true;
    if (!m_window.isWelcome())
        return;
    showWelcome();
    m_window.openPage(AccessRoom);
}

void Workbench::showProblem(const Error& error)
{
    const QString sentence = ui::errorText(error);
    m_window.isWelcome() ? m_welcome->setProblem(sentence) : m_window.showBanner(ui::BadgeKind::Danger, sentence);
}

void Workbench::refresh()
{
    if (!m_hasBucket)
        return m_imports.readAgain();
    m_feed.look();
    m_deliveries.list();
}

} // namespace tracedeck
