#include "workers_desk.h"

#include "async/pool.h"
#include "shell/main_window.h"
#include "store/selection.h"
#include "text/access_text.h"
#include "text/error_text.h"
#include "widgets/scope.h"

#include <QEvent>

#include <algorithm>

namespace tracedeck {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kAgainMs = 60'000, kRecountMs = 5'000, kShowMs = 100;
constexpr std::int64_t kDayMs = std::int64_t {24} * 3'600'000;

/// What was delivered of each Worker: counted over the last day, the last one over all that is there.
Result<std::map<QString, workers::DeliveredEvents>> deliveredIn(const store::Snapshot& snapshot, std::int64_t nowMs,
                                                                const std::stop_token& stop)
{
    std::map<QString, workers::DeliveredEvents> delivered;
    store::Query day;
    day.range = {nowMs - kDayMs, nowMs + kDayMs}; // clocks differ
    for (const bool isDay : {false, true}) {
        const auto selected = store::select(snapshot, isDay ? day : store::Query {}, stop);
        const auto summaries = selected ? store::scriptSummaries(*selected, day.range, 1, stop)
                                        : Result<std::vector<store::ScriptSummary>> {fail(selected.error())};
        if (!summaries)
            return fail(summaries.error());
        for (const store::ScriptSummary& summary : *summaries) {
            workers::DeliveredEvents& of = delivered[QString::fromStdString(summary.scriptName)];
            if (isDay)
                of.events = summary.events;
            else
                of.lastMs = summary.last;
        }
    }
    return delivered;
}

} // namespace

WorkersDesk::WorkersDesk(ui::WorkersPage& page, Network& network, ui::MainWindow& window, const ui::Scope& scope, const ui::Theme& theme,
                         std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_page(page)
    , m_network(network)
    , m_window(window)
    , m_scope(scope)
    , m_theme(theme)
    , m_clock(clock ? std::move(clock) : std::make_shared<const SystemClock>())
{
    m_files.setMaxThreadCount(1);
    m_soon.setInterval(kAgainMs);
    m_recount.setInterval(kRecountMs);
    m_recount.setSingleShot(true);
    m_showing.setInterval(kShowMs);
    m_showing.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_page.isVisible() && !m_switch.isRunning() && !m_lists.isListing())
            refresh();
    });
    connect(&m_recount, &QTimer::timeout, this, &WorkersDesk::countDelivered);
    connect(&m_showing, &QTimer::timeout, this, &WorkersDesk::show);
    connect(&scope, &ui::Scope::snapshotChanged, this, [this] {
        if (m_place && m_page.isVisible() && !m_recount.isActive())
            m_recount.start();
    });
    page.installEventFilter(this);
    connectPage();
}

WorkersDesk::~WorkersDesk() = default;

cloudflare::ApiClient WorkersDesk::client() const
{
    return {m_network.api, m_place->baseUrl, m_place->credential};
}

void WorkersDesk::connectPage()
{
    using ui::WorkersPage;
    connect(&m_page, &WorkersPage::refreshRequested, this, &WorkersDesk::refresh);
    connect(&m_page, &WorkersPage::switchRequested, this, &WorkersDesk::switchAll);
    connect(&m_page, &WorkersPage::filesRequested, this, &WorkersDesk::askToWrite);
    connect(&m_page, &WorkersPage::currentChanged, this, &WorkersDesk::showOutcome);
    connect(&m_page, &WorkersPage::linkFolderRequested, this, &WorkersDesk::chooseFolder);
    connect(&m_page, &WorkersPage::uploadRequested, this, &WorkersDesk::askToUpload);
    connect(&m_page, &WorkersPage::undoRequested, this, &WorkersDesk::undo);
    const ui::WorkerPane& pane = m_page.pane();
    connect(&pane, &ui::WorkerPane::fileRequested, this, &WorkersDesk::readFile);
    connect(&pane, &ui::WorkerPane::draftRequested, this, &WorkersDesk::makeDraft);
    connect(&pane, &ui::WorkerPane::writeRequested, this, [this](const ui::WranglerDraft& draft) { write({draft}, false); });
    connect(&pane, &ui::WorkerPane::patchRequested, this, &WorkersDesk::copyPatch);
    connect(&pane, &ui::WorkerPane::chooseFileRequested, this, &WorkersDesk::chooseFile);
    connect(&pane, &ui::WorkerPane::linkRequested, this, [this](const workers::WranglerLink& link) {
        if (m_page.current())
            linkFile(*m_page.current(), link);
    });
    connect(&m_lists, &workers::WorkerLists::listed, this, [this] {
        m_isRefused = false;
        m_isListed = true;
        showSoon();
    });
    connect(&m_lists, &workers::WorkerLists::changed, this, [this] {
        showSoon();
        tellFlags();
    });
    connect(&m_lists, &workers::WorkerLists::failed, this, [this](const Error& error) {
        m_isRefused = m_lists.workers().empty();
        if (m_isRefused)
            m_page.showError(error);
        else
            m_window.toast(tr("The Workers could not be read again. %1").arg(ui::refusedText(error)));
    });
    connect(&m_switch, &workers::FlagSwitch::finished, this, &WorkersDesk::finishSwitch);
}

void WorkersDesk::open(WorkersPlace place)
{
    close();
    m_place = std::move(place);
    m_page.setAccount(m_place->baseUrl.toString(), m_place->accountId);
    setRefusal({});
    m_page.setLoading();
    m_soon.start();
    readLinks();
    refresh();
}

void WorkersDesk::close()
{
    m_soon.stop();
    m_recount.stop();
    m_showing.stop();
    m_lists.stop();
    m_switch.stop();
    m_linking.cancel();
    m_scanning.cancel();
    m_counting.cancel();
    m_reading.cancel();
    m_drafting.cancel();
    m_draftingAll.cancel();
    m_writing.cancel(); // what is under way is written, and no undo of it is offered elsewhere
    m_script.cancel();
    m_uploading.cancel();
    m_links = {};
    m_mayWriteLinks = true;
    m_projects.clear();
    m_delivered.reset();
    m_outcomes.clear();
    m_deeds.clear();
    m_view.reset();
    m_isUndoing = m_isRefused = m_isListed = m_areFilesChanged = false;
    m_run.clear();
    m_busy.clear();
    m_place.reset();
    if (m_dialog)
        m_dialog->close();
    m_page.setBusy({});
    m_page.hideNotice();
    m_page.setAccount({}, {});
    m_page.setRows({}, m_clock->nowMs());
}

bool WorkersDesk::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_page && event->type() == QEvent::Show && m_place && !m_lists.isRunning())
        refresh();
    return QObject::eventFilter(watched, event);
}

bool WorkersDesk::isAsking() const
{
    return m_showing.isActive() || m_lists.isRunning() || m_switch.isRunning() || m_linking.isRunning() || m_scanning.isRunning()
        || m_counting.isRunning() || m_reading.isRunning() || m_drafting.isRunning() || m_draftingAll.isRunning() || m_writing.isRunning()
        || m_uploading.isRunning();
}

void WorkersDesk::refresh()
{
    if (!m_place)
        return;
    m_lists.read(client(), m_place->accountId, m_clock->nowMs());
    countDelivered();
    scan();
}

void WorkersDesk::setRefusal(const QString& reason)
{
    if (m_place)
        m_page.setObstacle(m_place->isReadOnly ? tr("This account is read-only here.") : reason);
}

void WorkersDesk::countDelivered()
{
    if (!m_place)
        return;
    m_counting =
        Pending<Delivered> {[&](std::stop_token stop) {
                                return m_scope.queries().ask(
                                    std::move(stop), [snapshot = m_scope.snapshot(), now = m_clock->nowMs()](const std::stop_token& asked) {
                                        return deliveredIn(snapshot, now, asked);
                                    });
                            },
                            [this](Result<Delivered> delivered) {
                                if (!delivered)
                                    return;
                                m_delivered = *std::move(delivered);
                                showSoon();
                            }};
}

/// Answers come in crowds: one look at all of them.
void WorkersDesk::showSoon()
{
    if (!m_showing.isActive())
        m_showing.start();
}

/// Nothing half read, nothing half switched.
void WorkersDesk::tellFlags()
{
    if (m_isListed && !m_lists.isListing() && m_busy.empty())
        emit flagsRead(m_lists.workers());
}

/// All that is known, put together.
void WorkersDesk::show()
{
    m_showing.stop();
    if (!m_place || m_lists.workers().empty()) {
        if (m_place && !m_lists.isRunning() && !m_isRefused)
            m_page.setRows({}, m_clock->nowMs());
        return;
    }
    workers::MatrixInput input;
    input.workers = m_lists.workers();
    input.projects = m_projects;
    input.chosen = m_links.chosen;
    input.delivered = m_delivered;
    input.invocations = m_lists.invocations();
    input.nowMs = m_clock->nowMs();
    m_page.setRows(workers::matrixOf(input), input.nowMs);
}

void WorkersDesk::readLinks()
{
    m_linking = Pending<WorkerLinks> {
        [&](std::stop_token stop) {
            return runIn(m_files, std::move(stop), [file = m_place->links](const std::stop_token&) { return readWorkerLinks(file); });
        },
        [this](const Result<WorkerLinks>& links) {
            m_mayWriteLinks = links.has_value();
            if (!links)
                m_window.toast(tr("The linked folders could not be read. %1").arg(ui::errorText(links.error())));
            takeLinks(links.value_or(WorkerLinks {}));
        }};
}

/// What was linked while the file was read is added to it.
void WorkersDesk::takeLinks(const WorkerLinks& read)
{
    const WorkerLinks added = std::exchange(m_links, read);
    for (const QString& folder : added.folders) {
        if (!m_links.folders.contains(folder))
            m_links.folders.append(folder);
    }
    for (const auto& [worker, link] : added.chosen)
        m_links.chosen[worker] = link;
    if (m_links != read)
        saveLinks();
    scan();
}

void WorkersDesk::saveLinks()
{
    if (!m_mayWriteLinks || m_linking.isRunning())
        return;
    m_saving = Pending<void> {[&](const std::stop_token&) { // not stopped: the last one counts
                                  return runIn(m_files, {}, [file = m_place->links, links = m_links](const std::stop_token&) {
                                      return writeWorkerLinks(file, links);
                                  });
                              },
                              [this](const Result<void>& saved) {
                                  if (!saved)
                                      m_window.toast(tr("The linked folders could not be kept. %1").arg(ui::errorText(saved.error())));
                              }};
}

void WorkersDesk::scan()
{
    if (m_linking.isRunning())
        return; // follows when it is known what to scan
    std::vector<QString> files;
    for (const auto& [worker, link] : m_links.chosen)
        files.push_back(link.path);
    auto work = [folders = m_links.folders, files](const std::stop_token& stop) -> Result<Projects> {
        Projects all;
        for (const QString& folder : folders) {
            auto found = workers::scanProjects(folder, stop);
            if (!found && found.error().code == ErrorCode::Cancelled)
                return fail(found.error());
            if (found)
                std::ranges::move(found->projects, std::back_inserter(all));
        }
        for (const QString& path : files) {
            if (std::ranges::any_of(all, [&](const workers::Project& each) { return each.path == path; }))
                continue;
            const auto text = workers::readWranglerText(path);
            all.push_back(
                {path, text ? workers::readWrangler(text->bytes, text->format) : Result<workers::WranglerConfig> {fail(text.error())}, {}});
        }
        return all;
    };
    m_scanning =
        Pending<Projects> {[&](std::stop_token stop) { return runIn(*QThreadPool::globalInstance(), std::move(stop), std::move(work)); },
                           [this](Result<Projects> projects) {
                               if (!projects)
                                   return;
                               m_projects = *std::move(projects);
                               if (!std::exchange(m_areFilesChanged, false))
                                   return showSoon();
                               show();
                               emit filesChanged();
                           }};
}

void WorkersDesk::linkFolder(const QString& folder)
{
    if (!m_place)
        return;
    if (!m_links.folders.contains(folder))
        m_links.folders.append(folder);
    m_areFilesChanged = true;
    saveLinks();
    scan();
}

void WorkersDesk::linkFile(const ui::WorkerId& worker, const workers::WranglerLink& link)
{
    if (!m_place)
        return;
    workers::WranglerLink& chosen = m_links.chosen[workers::keyOf(worker.name, worker.dispatchNamespace)];
    chosen = link;
    chosen.isChosen = true;
    m_areFilesChanged = true;
    saveLinks();
    scan();
}

} // namespace tracedeck
