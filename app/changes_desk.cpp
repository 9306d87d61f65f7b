#include "changes_desk.h"

#include "async/pool.h"
#include "charts/change_lane.h"
#include "deliveries/deliveries_page.h"
#include "logs/logs_page.h"
#include "overview/overview_page.h"
#include "widgets/scope.h"

#include <algorithm>

namespace tracedeck {

using workspace::Change;
using workspace::ChangeKind;

namespace {

constexpr std::size_t kMostChanges = 5000; ///< in one lane; the newest
constexpr int kAskAfterMs = 500;
constexpr std::int64_t kHour = 3'600'000, kDay = 24 * kHour, kLongest = 400 * kDay; ///< of listings
constexpr int kFewestBars = 40; ///< a chart grows its range to whole bars, and never has fewer

TimeRange withBarsBeside(TimeRange range)
{
    const std::int64_t bar = range.lengthMs() / kFewestBars + 1;
    return {range.from - bar, range.to + bar};
}

/// What is missing in all of a listing.
Result<std::vector<Change>> gapsOf(const objects::Listing& listing, std::int64_t nowMs, const std::stop_token& stop)
{
    const auto log = objects::deliveryLogOf(listing, stop);
    if (!log)
        return fail(log.error());
    std::vector<Change> gaps;
    if (log->covered.empty())
        return gaps;
    const std::int64_t start = std::max({log->covered.front().from, listing.asked.from, nowMs - kLongest});
    const auto days = static_cast<std::size_t>(std::max<std::int64_t>(0, nowMs - start) / kDay + 1);
    const objects::LearnedRate rate(log->covered, log->usualWindowMs);
    const auto coverage = objects::coverageOf(*log, rate, {start, kDay, days, kDay, nowMs}, stop);
    if (!coverage)
        return fail(coverage.error());
    for (const objects::Gap& gap : coverage->gaps) {
        if (gap.isMissing())
            gaps.push_back(workspace::gap(gap.range));
    }
    return gaps;
}

/// A version that was there before the range, at whose beginning it stands, is none: so as much again is looked through before it.
Result<std::vector<Change>> versionsOf(const store::Snapshot& snapshot, TimeRange range, const std::stop_token& stop)
{
    store::Query query;
    if (!range.isAll())
        query.range = {range.from - range.lengthMs(), range.to};
    const auto selection = store::select(snapshot, query, stop);
    if (!selection)
        return fail(selection.error());
    const auto marks = store::versionMarks(*selection, stop);
    if (!marks)
        return fail(marks.error());
    std::vector<Change> versions;
    for (const store::VersionMark& mark : *marks)
        versions.push_back(
            workspace::newVersion(QString::fromStdString(mark.scriptName), QString::fromStdString(mark.versionId), mark.firstMs));
    return workspace::changesIn(range, {versions}, kMostChanges);
}

ui::EventsLink eventsOf(const Change& version, TimeRange range)
{
    const auto is = [](store::Column column, const QString& value) {
        return logpush::Condition {std::string {store::nameOf(column)}, logpush::Operator::Eq, {value.toStdString()}};
    };
    ui::EventsLink link;
    if (!range.contains(version.when.from))
        link.range = {version.when.from - kHour, version.when.from + kHour};
    link.filter = logpush::withCondition({}, is(store::Column::ScriptName, version.subject));
    link.filter = logpush::withCondition(link.filter, is(store::Column::Version, version.version));
    return link;
}

} // namespace

ChangesDesk::ChangesDesk(const Lanes& lanes, ui::Scope& scope, std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_lanes(lanes)
    , m_scope(scope)
    , m_clock(clock ? std::move(clock) : std::make_shared<const SystemClock>())
{
    m_notes.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kAskAfterMs);
    connect(&m_soon, &QTimer::timeout, this, &ChangesDesk::askVersions);
    connectLanes();
}

ChangesDesk::~ChangesDesk() = default;

void ChangesDesk::connectLanes()
{
    connect(&m_lanes.logs, &ui::LogsPage::changeOpened, this, &ChangesDesk::openChange);
    connect(&m_lanes.overview, &ui::OverviewPage::changeOpened, this, &ChangesDesk::openChange);
    connect(&m_lanes.deliveries, &ui::DeliveriesPage::changeOpened, this, &ChangesDesk::openChange);
    const auto askSoon = [this] {
        m_isBehind = true;
        if (!m_asked.isRunning() && !m_soon.isActive())
            m_soon.start();
    };
    connect(&m_scope, &ui::Scope::snapshotChanged, this, askSoon);
    const auto ranged = [this, askSoon] {
        show(); // all but the versions is known at once
        m_asked.cancel();
        askSoon();
    };
    connect(&m_scope, &ui::Scope::rangeChanged, this, ranged);
    connect(&m_lanes.deliveries, &ui::DeliveriesPage::spanChanged, this, ranged);
}

void ChangesDesk::open(const QString& flags)
{
    close();
    m_log = std::make_shared<Log>(Log {flags, {}});
    keep([](workspace::ChangeLog&) { return Result<void> {}; });
}

void ChangesDesk::close()
{
    m_keeping.cancel();
    m_finding.cancel();
    m_asked.cancel();
    m_log.reset();
    m_jobs.clear();
    m_flags.clear();
    m_versions.clear(); // asked again by the snapshot of what is opened next
    m_gaps.clear();
    show();
}

void ChangesDesk::setJobs(std::vector<Change> changes)
{
    m_jobs = std::move(changes);
    show();
}

void ChangesDesk::seeFlags(std::vector<workspace::WorkerFlag> flags)
{
    keep([flags = std::move(flags), now = m_clock->nowMs()](workspace::ChangeLog& log) { return log.see(flags, now); });
}

void ChangesDesk::noteSwitch(std::vector<workspace::WorkerFlag> flags)
{
    keep([flags = std::move(flags), now = m_clock->nowMs()](workspace::ChangeLog& log) { return log.note(flags, now); });
}

void ChangesDesk::keep(Note note)
{
    if (!m_log)
        return;
    auto work = [log = m_log, note = std::move(note)](const std::stop_token&) -> Result<Changes> {
        if (!log->log)
            log->log.emplace(log->path);
        if (auto noted = note(*log->log); !noted)
            return fail(noted.error());
        return log->log->switches();
    };
    m_keeping = Pending<Changes> {[&](const std::stop_token&) { return runIn(m_notes, {}, std::move(work)); }, // never stopped: it is kept
                                  [this](Result<Changes> flags) {
                                      if (!flags)
                                          return emit notKept(flags.error());
                                      m_flags = *std::move(flags);
                                      show();
                                  }};
}

void ChangesDesk::setListing(ui::SharedListing listing)
{
    m_finding = Pending<Changes> {[&](std::stop_token stop) {
                                      return runIn(*QThreadPool::globalInstance(), std::move(stop),
                                                   [listing = std::move(listing), now = m_clock->nowMs()](const std::stop_token& asked) {
                                                       return gapsOf(*listing, now, asked);
                                                   });
                                  },
                                  [this](Result<Changes> gaps) {
                                      if (!gaps)
                                          return;
                                      m_gaps = *std::move(gaps);
                                      show();
                                  }};
}

TimeRange ChangesDesk::deliveriesRange() const
{
    return ui::rangeOf(m_lanes.deliveries.span(), m_clock->nowMs());
}

TimeRange ChangesDesk::versionsRange() const
{
    const TimeRange charts = withBarsBeside(m_scope.effectiveRange()), deliveries = deliveriesRange();
    return {std::min(charts.from, deliveries.from), std::max(charts.to, deliveries.to)};
}

void ChangesDesk::askVersions()
{
    m_isBehind = false;
    m_asked =
        Pending<Changes> {[&](std::stop_token stop) {
                              return m_scope.queries().ask(
                                  std::move(stop), [snapshot = m_scope.snapshot(), range = versionsRange()](const std::stop_token& asked) {
                                      return versionsOf(snapshot, range, asked);
                                  });
                          },
                          [this](Result<Changes> versions) {
                              if (versions)
                                  m_versions = *std::move(versions);
                              show();
                              if (m_isBehind)
                                  m_soon.start();
                          }};
}

void ChangesDesk::show()
{
    const std::vector<Changes> all {m_jobs, m_flags, m_versions, m_gaps};
    const Changes inScope = workspace::changesIn(withBarsBeside(m_scope.effectiveRange()), all, kMostChanges);
    m_lanes.logs.changes().setChanges(inScope);
    m_lanes.overview.changes().setChanges(inScope);
    m_lanes.deliveries.changes().setChanges(workspace::changesIn(deliveriesRange(), all, kMostChanges));
}

void ChangesDesk::openChange(const Change& change)
{
    switch (change.kind) {
    case ChangeKind::JobMade:
    case ChangeKind::JobEdited:
    case ChangeKind::JobSwitched:
    case ChangeKind::JobDeleted: return emit jobRequested(change.jobId);
    case ChangeKind::FlagSwitched: return emit workerRequested(change.subject, change.dispatchNamespace);
    case ChangeKind::NewVersion: return emit eventsRequested(eventsOf(change, m_scope.effectiveRange()));
    case ChangeKind::Gap: return emit windowsRequested(change.when);
    }
}

} // namespace tracedeck
