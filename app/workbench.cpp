#include "workbench.h"

#include "base/visible_text.h"
#include "onboarding/onboarding_page.h"
#include "rooms.h"
#include "sample_data.h"
#include "text/error_text.h"
#include "text/format.h"
#include "window_memory.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QStandardPaths>

#include <chrono>

namespace tracedeck {

using namespace std::chrono_literals;

namespace {

QString dataFolder(const QString& name)
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) % u'/' % name;
}

QString progressText(const sync::ImportProgress& progress)
{
    return Workbench::tr("%1 of %2 files \u00B7 %3 of %4 \u00B7 %5 events ready to browse")
        .arg(ui::countText(progress.filesDone), ui::countText(progress.filesTotal), ui::bytesText(progress.bytesDone),
             ui::bytesText(progress.bytesTotal), ui::countText(progress.events));
}

} // namespace

Workbench::Workbench(ui::Theme& theme, Options options)
    : m_theme(theme)
    , m_options(std::move(options))
    , m_scope(store::Queries(m_queryPool))
    , m_window(m_scope, theme)
    , m_welcome(new ui::OnboardingPage(theme))
    , m_sampleShown(m_options.sample)
{
    m_ingestPool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(100ms);
    connect(&m_soon, &QTimer::timeout, this, &Workbench::takeSnapshot);
    furnish(m_window, m_scope, theme);
    m_window.setWelcome(m_welcome);
    connectWindow();
    if (m_options.remember) {
        const WindowMemory memory = readWindowMemory();
        m_scope.setUtc(memory.utc);
        connect(&m_scope, &ui::Scope::timeZoneChanged, this, &Workbench::keep);
        connect(&m_theme, &ui::Theme::changed, this, &Workbench::keep);
        restorePlace(m_window);
    }
    openStore(m_options.store.isEmpty() ? dataFolder(QStringLiteral("store")) : m_options.store);
}

Workbench::~Workbench()
{
    if (m_options.remember)
        rememberPlace(m_window);
    delete m_run;
}

void Workbench::connectWindow()
{
    connect(&m_window, &ui::MainWindow::pathsChosen, this, &Workbench::openPaths);
    connect(&m_window, &ui::MainWindow::sampleRequested, this, &Workbench::openSample);
    connect(&m_window, &ui::MainWindow::refreshRequested, this, &Workbench::refresh);
    connect(&m_window, &ui::MainWindow::schemeChosen, &m_theme, &ui::Theme::setScheme);
    connect(&m_window, &ui::MainWindow::textSizeChosen, &m_theme, &ui::Theme::setTextSize);
    connect(m_welcome, &ui::OnboardingPage::filesRequested, &m_window, &ui::MainWindow::chooseFiles);
    connect(m_welcome, &ui::OnboardingPage::folderRequested, &m_window, &ui::MainWindow::chooseFolder);
    connect(m_welcome, &ui::OnboardingPage::sandboxRequested, this, &Workbench::openSample);
    connect(m_welcome, &ui::OnboardingPage::linkRequested, this, [](const QUrl& url) { QDesktopServices::openUrl(url); });
}

void Workbench::keep()
{
    writeWindowMemory({m_theme.scheme(), m_theme.textSize(), m_scope.isUtc()});
}

bool Workbench::openStore(const QString& folder)
{
    auto opened = store::LogStore::open(folder, store::LogStore::Mode::Write);
    const bool locked = !opened && opened.error().code == ErrorCode::StoreLocked;
    if (locked) {
        m_window.showBanner(ui::BadgeKind::Warn,
                            tr("Another program writes this store. It is shown as it is; nothing can be added to it here."));
        opened = store::LogStore::open(folder, store::LogStore::Mode::Read);
    }
    m_published.reset();
    m_store.reset();
    if (opened) {
        m_store = *opened;
        m_published = m_store->onPublished([this] {
            QMetaObject::invokeMethod(this, [this] {
                if (!m_soon.isActive())
                    m_soon.start();
            });
        });
    } else {
        m_welcome->setProblem(ui::errorText(opened.error()));
    }
    takeSnapshot();
    return m_store && !locked;
}

void Workbench::takeSnapshot()
{
    m_scope.setSnapshot(m_store ? m_store->snapshot() : store::Snapshot());
    m_window.showWelcome(m_scope.snapshot().events() == 0);
    showSource();
}

void Workbench::showSource()
{
    if (m_sampleShown)
        m_window.setSource(QStringLiteral("sandbox"), tr("Sample data"), tr("made up"));
    else if (m_paths.size() == 1)
        m_window.setSource(QStringLiteral("folder"), visibleText(QFileInfo(m_paths[0]).fileName()), tr("local"));
    else if (m_paths.size() > 1)
        m_window.setSource(QStringLiteral("file"), tr("%n file(s)", nullptr, static_cast<int>(m_paths.size())), tr("local"));
    else
        m_window.setSource(QStringLiteral("folder"), tr("Local logs"), tr("all that was opened"));
}

void Workbench::openPaths(const QStringList& paths)
{
    if (paths.isEmpty())
        return;
    if (m_run) {
        m_waiting << paths;
        m_window.toast(tr("These are read as soon as the running import is done."));
        return;
    }
    if (m_sampleShown && !m_options.sample) { // own logs and made-up ones never share a store
        m_sampleShown = false;
        openStore(m_options.store.isEmpty() ? dataFolder(QStringLiteral("store")) : m_options.store);
    }
    for (const QString& path : paths) {
        if (!m_paths.contains(path))
            m_paths << path;
    }
    start(tr("Reading files"), [paths](std::stop_token) -> Result<QStringList> { return paths; });
}

void Workbench::openSample()
{
    if (m_run) {
        m_window.toast(tr("Wait until the running import is done, or cancel it."));
        return;
    }
    if (!m_sampleShown) {
        m_sampleShown = true;
        m_paths.clear();
        openStore(m_options.store.isEmpty() ? dataFolder(QStringLiteral("sample")) : m_options.store % QStringLiteral("/sample"));
    }
    start(tr("Making sample data"), [](std::stop_token stop) -> Result<QStringList> {
        const auto folder = makeSampleData(std::move(stop));
        return folder ? Result<QStringList>(QStringList {*folder}) : Result<QStringList>(fail(folder.error()));
    });
}

void Workbench::refresh()
{
    if (m_sampleShown && m_paths.isEmpty()) {
        m_window.toast(tr("Sample data does not change."));
    } else if (m_paths.isEmpty()) {
        m_window.toast(tr("No folder was opened yet in this window."), tr("Open folder"), [this] { m_window.chooseFolder(); });
    } else {
        openPaths(m_paths);
    }
}

void Workbench::start(const QString& title, ImportRun::Source source)
{
    if (!m_store)
        return;
    ui::Task* task = m_window.tasks().begin(title);
    m_run = new ImportRun(m_store, std::move(source), {}, m_ingestPool, this);
    m_welcome->beginProgress(title);
    connect(m_run, &ImportRun::progressed, task, [this, task] { showProgress(*task); });
    connect(task, &ui::Task::cancelRequested, m_run, &ImportRun::cancel);
    connect(m_welcome, &ui::OnboardingPage::cancelRequested, m_run, &ImportRun::cancel);
    connect(m_run, &ImportRun::done, this, [this, task](const Result<sync::ImportReport>& result) {
        task->finish();
        m_welcome->endProgress();
        std::exchange(m_run, nullptr)->deleteLater();
        takeSnapshot();
        report(result);
        emit importDone(result);
        openPaths(std::exchange(m_waiting, {}));
    });
}

void Workbench::showProgress(ui::Task& task)
{
    if (!m_run)
        return;
    const sync::ImportProgress& progress = m_run->progress();
    task.report(progress.bytesDone, progress.bytesTotal, progressText(progress));
    m_welcome->setProgress(progress.bytesDone, progress.bytesTotal, progressText(progress));
}

void Workbench::report(const Result<sync::ImportReport>& result)
{
    if (!result) {
        const QString sentence = ui::errorText(result.error());
        m_window.isWelcome() ? m_welcome->setProblem(sentence) : m_window.showBanner(ui::BadgeKind::Danger, sentence);
        return;
    }
    std::uint64_t rejected = 0;
    const Error* worst = nullptr;
    for (const sync::ImportedFile& file : result->files) {
        rejected += file.rejectedTotal;
        worst = file.error && !worst ? &*file.error : worst;
    }
    if (worst)
        m_window.showBanner(ui::BadgeKind::Warn, ui::errorText(*worst));
    else if (rejected > 0)
        m_window.showBanner(ui::BadgeKind::Warn, tr("%1 lines were no events and were left out.").arg(ui::countText(rejected)));
    if (result->rowsTotal == 0 && m_window.isWelcome())
        m_welcome->setProblem(tr("No events were found there. Delivered logs are .log.gz files with one JSON record a line."));
    else if (result->rowsTotal == 0)
        m_window.toast(tr("No new events."));
    else
        m_window.toast(tr("%1 events read in %2").arg(ui::countText(result->rowsTotal), ui::durationText(result->elapsedMs)));
}

} // namespace tracedeck
