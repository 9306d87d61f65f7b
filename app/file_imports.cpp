#include "file_imports.h"

#include "onboarding/onboarding_page.h"
#include "open_store.h"
#include "shell/main_window.h"
#include "text/error_text.h"
#include "text/format.h"

namespace tracedeck {

namespace {

QString progressText(const sync::ImportProgress& progress)
{
    return FileImports::tr("%1 of %2 files \u00B7 %3 of %4 \u00B7 %5 events ready to browse")
        .arg(ui::countText(progress.filesDone), ui::countText(progress.filesTotal), ui::bytesText(progress.bytesDone),
             ui::bytesText(progress.bytesTotal), ui::countText(progress.events));
}

} // namespace

FileImports::FileImports(OpenStore& store, ui::MainWindow& window, ui::OnboardingPage& welcome, QThreadPool& pool, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_window(window)
    , m_welcome(welcome)
    , m_pool(pool)
{}

void FileImports::read(const QStringList& paths)
{
    if (paths.isEmpty())
        return;
    if (m_run) {
        m_waiting << paths;
        m_window.toast(tr("These are read as soon as the running import is done."));
        return;
    }
    for (const QString& path : paths) {
        if (!m_paths.contains(path))
            m_paths << path;
    }
    start(paths);
}

void FileImports::readAgain()
{
    if (m_paths.isEmpty())
        m_window.toast(tr("No folder was opened yet in this window."), tr("Open folder"), [this] { m_window.chooseFolder(); });
    else
        read(m_paths);
}

void FileImports::forget()
{
    m_paths.clear();
    m_waiting.clear();
    if (!m_run)
        return;
    delete std::exchange(m_run, nullptr);
    std::exchange(m_task, nullptr)->finish();
    m_welcome.endProgress();
}

void FileImports::start(const QStringList& paths)
{
    if (!m_store.store())
        return;
    const QString title = tr("Reading files");
    ui::Task* task = m_task = m_window.tasks().begin(title);
    m_run = new ImportRun(m_store.store(), paths, {}, m_pool, this);
    m_welcome.beginProgress(title);
    connect(m_run, &ImportRun::progressed, task, [this, task] { showProgress(*task); });
    connect(task, &ui::Task::cancelRequested, m_run, &ImportRun::cancel);
    connect(&m_welcome, &ui::OnboardingPage::cancelRequested, m_run, &ImportRun::cancel);
    connect(m_run, &ImportRun::done, this, [this, task](const Result<sync::ImportReport>& result) {
        m_task = nullptr;
        task->finish();
        m_welcome.endProgress();
        std::exchange(m_run, nullptr)->deleteLater();
        m_store.takeSnapshot();
        report(result);
        emit done(result);
        read(std::exchange(m_waiting, {}));
    });
}

void FileImports::showProgress(ui::Task& task)
{
    if (!m_run)
        return;
    const sync::ImportProgress& progress = m_run->progress();
    task.report(progress.bytesDone, progress.bytesTotal, progressText(progress));
    m_welcome.setProgress(progress.bytesDone, progress.bytesTotal, progressText(progress));
}

void FileImports::report(const Result<sync::ImportReport>& result)
{
    if (!result) {
        const QString sentence = ui::errorText(result.error());
        m_window.isWelcome() ? m_welcome.setProblem(sentence) : m_window.showBanner(ui::BadgeKind::Danger, sentence);
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
        m_welcome.setProblem(tr("No events were found there. Delivered logs are .log.gz files with one JSON record a line."));
    else if (result->rowsTotal == 0)
        m_window.toast(tr("No new events."));
    else
        m_window.toast(tr("%1 events read in %2").arg(ui::countText(result->rowsTotal), ui::durationText(result->elapsedMs)));
}

} // namespace tracedeck
