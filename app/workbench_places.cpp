#include "workbench.h"

#include "access/access_page.h"
#include "async/pool.h"
#include "base/visible_text.h"
#include "feed_text.h"
#include "onboarding/onboarding_page.h"
#include "settings/source_overlap.h"
#include "text/error_text.h"

#include <QDir>

#include <chrono>

namespace tracedeck {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kSandboxInterval = 5s; // listing it costs nothing
constexpr QStringView kSandbox = u"sandbox";

Result<void> removed(const QStringList& folders)
{
    for (const QString& folder : folders) {
        QDir files(folder);
        if (files.exists() && !files.removeRecursively())
            return fail(ErrorCode::IoFailed, {}, folder);
    }
    return {};
}

} // namespace

void Workbench::openPlace(const Place& place)
{
    ++m_openings;
    m_feed.close();
    m_deliveries.close();
    m_access.close();
    m_doctor.close();
    m_wizard.close();
    m_jobs.close();
    m_changes.close();
    m_gapCounts.close();
    m_workers.close();
    m_imports.forget();
    if (place.kind != Kind::Sandbox)
        m_sandbox.stop();
    m_hasBucket = m_hasAccount = m_isSandboxRead = false;
    m_unchosen.reset();
    m_first = m_first.value_or(place);
    m_place = place;
    m_window.hideBanner();
    m_welcome->setProblem({});
    const auto opened = m_store.open(storeOf(place));
    if (!opened)
        showProblem(opened.error());
    else if (*opened == OpenStore::Lock::Others)
        m_window.showBanner(ui::BadgeKind::Warn,
                            tr("Another program writes this store. It is shown as it is; nothing can be added to it here."));
}

void Workbench::openLast()
{
    const QString last = m_options.remember ? m_settings.text(settings::Key::ActiveProfile) : QString();
    if (last == kSandbox)
        openSandbox();
    else if (m_accounts.book().find(last))
        openAccount(last);
    else
        openPaths({});
}

void Workbench::openPaths(const QStringList& paths)
{
    if (!isOpen(Kind::Files)) // own logs and others never share a store
        openPlace({Kind::Files, {}, {}});
    if (!paths.isEmpty())
        keepOpen({});
    m_imports.read(paths);
    showPlace();
}

void Workbench::openSandbox()
{
    if (m_imports.isRunning()) {
        m_window.toast(tr("Wait until the running import is done, or cancel it."));
        return;
    }
    if (isOpen(Kind::Sandbox) && m_sandbox.address())
        return;
    openPlace({Kind::Sandbox, {}, {}});
    m_welcome->beginProgress(tr("Starting the Sandbox"));
    m_sandbox.start();
    showPlace();
}

void Workbench::openSandboxBucket(const Result<void>& started)
{
    m_welcome->endProgress();
    if (!started)
        return showProblem(started.error());
    m_hasBucket = m_hasAccount = true;
    const sandbox::SandboxAddress& address = *m_sandbox.address();
    const auto bucket = std::make_shared<s3::Bucket>(m_network.http, m_sandbox.bucket(), m_sandbox.keys());
    // Its port may change from start to start: it is known by its name.
    FeedPlan plan {{bucket, QStringLiteral("sandbox://local/") % address.bucket, address.prefix % QStringLiteral("/{DATE}/")}};
    plan.interval = kSandboxInterval;
    plan.isGrowing = true;
    openBucket(std::move(plan), tr("Reading the Sandbox's bucket"));
    access::Question question;
    question.baseUrl = address.baseUrl;
    question.credential.secret = m_sandbox.token();
    question.accountId = address.accountId;
    question.bucket = access::BucketQuestion {m_sandbox.bucket(), address.prefix, m_sandbox.keys()};
    m_rooms.access.setBuiltIn(true);
    openJobs(question, baseFolder() % QStringLiteral("/sandbox-jobs"), false);
    m_access.open(std::move(question));
    keepOpen(kSandbox.toString());
    showPlace();
}

void Workbench::openBucket(FeedPlan plan, const QString& title)
{
    if (!m_store.store())
        return; // why was said when it was to be opened
    plan.downloads = static_cast<unsigned>(m_settings.number(settings::Key::ParallelDownloads));
    m_deliveries.open(plan.source, m_store.store());
    m_feed.open(std::move(plan), title);
}

void Workbench::openAccount(const QString& profile, const QString& source)
{
    if (m_imports.isRunning()) {
        m_window.toast(tr("Wait until the running import is done, or cancel it."));
        return;
    }
    m_accounts.open(profile, [this, profile, source, opening = ++m_openings](const Result<OpenedProfile>& opened) {
        if (opening != m_openings || !m_accounts.book().find(profile))
            return; // the keychain took its time: something else is open, or the profile is gone
        if (opened)
            openProfile(*opened, source);
        else
            showProblem(opened.error());
    });
}

void Workbench::openProfileSource(const OpenedProfile& opened, const settings::LogSource* source)
{
    if (const auto* folder = source ? std::get_if<settings::FolderPlace>(&source->place) : nullptr)
        m_imports.read({folder->path});
    const auto bucket = bucketOf(opened, source);
    if (!bucket && bucket.error().code == ErrorCode::NotFound)
        m_window.showBanner(
            ui::BadgeKind::Warn,
            tr("The keys of %1 were kept for a session that is over. Enter the bucket again.").arg(visibleText(bucket.error().subject)));
    else if (!bucket)
        showProblem(bucket.error());
    if (bucket && *bucket) {
        m_hasBucket = true;
        const auto objects = std::make_shared<s3::Bucket>(m_network.http, (*bucket)->address, (*bucket)->keys);
        FeedPlan plan {{objects, (*bucket)->address.name(), (*bucket)->prefix}};
        plan.interval = std::chrono::seconds(m_settings.number(settings::Key::PollSeconds));
        openBucket(std::move(plan), tr("Reading %1").arg(visibleText((*bucket)->address.bucket)));
    }
}

void Workbench::openProfile(const OpenedProfile& opened, const QString& wanted)
{
    const settings::LogSource* source = sourceOf(opened.profile, wanted);
    openPlace({Kind::Account, opened.profile.id, source ? source->id : QString()});
    keepOpen(opened.profile.id);
    if (source) {
        if (const auto finding = overlapFinding(settings::overlapsOf(opened.profile, *source)))
            m_window.showBanner(finding->kind, finding->sentence);
    }
    openProfileSource(opened, source); // what it has to say is graver
    m_rooms.access.setBuiltIn(false);
    if (auto question = questionOf(opened, source)) {
        m_hasAccount = true;
        if (question->accountId.isEmpty())
            m_unchosen = question;
        openJobs(*question, profileFolder(opened.profile.id), opened.profile.isReadOnly,
                 settings::secretKeyFor(opened.profile.id, QStringLiteral("jobs")));
        m_access.open(std::move(*question));
    } else if (opened.profile.credential != settings::CredentialKind::None) {
        m_window.showBanner(
            ui::BadgeKind::Warn,
            tr("The token of %1 was kept for a session that is over. Enter it again.").arg(visibleText(opened.profile.name)));
    }
    showPlace();
    showWelcome();
    if (m_hasAccount && m_scope.snapshot().events() == 0)
        m_window.openPage(AccessRoom);
}

void Workbench::openJobs(const access::Question& question, const QString& folder, bool isReadOnly, const QString& secretsKey)
{
    if (question.accountId.isEmpty())
        return; // not chosen yet: the check asks for it
    JobsPlace place;
    place.baseUrl = question.baseUrl;
    place.credential = question.credential;
    place.accountId = question.accountId;
    place.history = folder % QStringLiteral("/jobs.jsonl");
    place.isReadOnly = isReadOnly;
    if (question.bucket)
        place.delivers = placeOfPrefix(question.bucket->address.bucket, question.bucket->prefix);
    m_changes.open(folder % QStringLiteral("/worker-flags.jsonl"));
    m_jobs.open(std::move(place));
    WizardPlace wizard;
    wizard.baseUrl = question.baseUrl;
    wizard.credential = question.credential;
    wizard.accountId = question.accountId;
    wizard.drafts = folder % QStringLiteral("/job-drafts.json");
    wizard.secretsKey = secretsKey;
    wizard.isReadOnly = isReadOnly;
    wizard.isBuiltIn = isOpen(Kind::Sandbox);
    if (question.bucket) {
        wizard.bucket = question.bucket->address;
        wizard.keys = question.bucket->keys;
    }
    m_wizard.open(std::move(wizard));
    openWorkers(question, folder, isReadOnly);
    openDoctor(question, isReadOnly);
    if (m_hasBucket && m_store.store())
        m_gapCounts.open({m_network.api, question.baseUrl, question.credential}, question.accountId, m_store.store());
}

void Workbench::openWorkers(const access::Question& question, const QString& folder, bool isReadOnly)
{
    WorkersPlace place;
    place.baseUrl = question.baseUrl;
    place.credential = question.credential;
    place.accountId = question.accountId;
    place.links = folder % QStringLiteral("/worker-links.json");
    place.backups = folder % QStringLiteral("/wrangler-backups");
    place.isReadOnly = isReadOnly;
    m_workers.open(std::move(place));
}

/// The check found the one account that the credential reaches: its rooms open without another start.
void Workbench::openLearnt(const QString& accountId)
{
    const settings::Profile* profile = m_unchosen ? m_accounts.book().find(m_place->profile) : nullptr;
    if (!profile || accountId.isEmpty())
        return;
    access::Question question = *std::exchange(m_unchosen, std::nullopt);
    question.accountId = accountId;
    openJobs(question, profileFolder(profile->id), profile->isReadOnly, settings::secretKeyFor(profile->id, QStringLiteral("jobs")));
    showPlace();
}

/// What the check of the account proposes and the access page cannot do itself.
void Workbench::act(access::Action action)
{
    switch (action) {
    case access::Action::ChooseAccount:
    case access::Action::EnterAccountId: return m_dialogs.askForAccount(openProfileId());
    case access::Action::AddSource: return m_dialogs.askForBucket(openProfileId());
    case access::Action::EnterKeys:
    case access::Action::UseEndpoint: return m_dialogs.askForBucket(openProfileId(), openSourceId());
    case access::Action::SwitchAWorker: return m_window.openPage(WorkersRoom);
    default: return; // the page does these
    }
}

void Workbench::forgetAccount(const QString& profile)
{
    m_accounts.forget(profile, [this, profile, folder = profileFolder(profile)](const Result<void>& ended) {
        if (!ended)
            return showProblem(ended.error());
        if (openProfileId() == profile) {
            openPaths({});
            keepOpen({});
        }
        wipe(folder, tr("Forgotten: its logs and keys left this computer."));
    });
}

void Workbench::dropSource(const QString& profile, const QString& source)
{
    const Place gone {Kind::Account, profile, source};
    if (m_place == gone) {
        openPaths({}); // lets go of it at once
        openAccount(profile);
    }
    wipe(storeOf(gone), tr("Removed: its logs and keys left this computer."));
}

// In the pool of the writer: behind what may still be writing there. It is not stopped, the program waits for it at its end.
void Workbench::wipe(const QString& folder, const QString& done)
{
    m_left.addFolder(folder); // until it is gone: the program may end before that
    saveSettings();
    wipeLeftBehind(done);
}

void Workbench::wipeLeftBehind(const QString& done)
{
    m_wiping = Pending<void> {[&](const std::stop_token&) {
                                  return runIn(m_ingestPool, {},
                                               [folders = m_left.folders()](const std::stop_token&) { return removed(folders); });
                              },
                              [this, folders = m_left.folders(), done](const Result<void>& wiped) {
                                  if (!wiped)
                                      return showProblem(wiped.error());
                                  for (const QString& folder : folders)
                                      m_left.removeFolder(folder);
                                  saveSettings();
                                  if (!done.isEmpty())
                                      m_window.toast(done);
                              }};
}

/// What the last program could not remove.
void Workbench::clearLeftBehind()
{
    if (!m_options.remember)
        return;
    if (!m_left.folders().isEmpty())
        wipeLeftBehind({});
    const QStringList keys = m_left.keys();
    if (keys.isEmpty())
        return;
    m_keys.erase(keys, [this, keys](const auto& erased) {
        if (!erased || m_keys.isForSession())
            return;
        m_left.removeKeys(keys);
        saveSettings();
    });
}

void Workbench::signOut()
{
    if (!isOpen(Kind::Account))
        return;
    m_accounts.signOut(m_place->profile, [this, id = m_place->profile](const Result<void>& ended) {
        if (!ended)
            return showProblem(ended.error());
        if (openProfileId() == id)
            openAccount(id);
        m_window.toast(tr("Signed out. The token left this computer."));
    });
}

} // namespace tracedeck
