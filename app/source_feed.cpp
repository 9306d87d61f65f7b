#include "source_feed.h"

#include "async/pool.h"
#include "objects/list_plan.h"

namespace tracedeck {

using namespace std::chrono_literals;

namespace {

constexpr int kEmptyLooksToEnd = 3;     ///< a growing past may pause while it is looked at
constexpr int kEmptyLooksToGiveUp = 30; ///< … and take its time to begin

/// Adds one look to those before. What could not be had is had again by the next: only the last one's counts.
void add(sync::SyncReport& sum, sync::SyncReport look)
{
    sum.listed = look.listed;
    sum.known = look.known;
    sum.read += look.read;
    sum.overlapping = std::max(sum.overlapping, look.overlapping);
    sum.tests = look.tests;
    sum.others = look.others;
    sum.dropped = look.dropped;
    sum.gone += look.gone;
    sum.setAsideTotal += look.setAsideTotal;
    sum.setAside.insert(sum.setAside.end(), std::make_move_iterator(look.setAside.begin()), std::make_move_iterator(look.setAside.end()));
    sum.failedTotal = look.failedTotal;
    sum.failed = std::move(look.failed);
    sum.streams = std::move(look.streams);
    sum.newestMs = std::max(sum.newestMs, look.newestMs);
    sum.rows += look.rows;
    sum.rejected += look.rejected;
    sum.testRecords += look.testRecords;
    sum.bytes += look.bytes;
    sum.listCalls += look.listCalls;
    sum.getCalls += look.getCalls;
    sum.elapsedMs += look.elapsedMs;
}

} // namespace

SourceFeed::SourceFeed(std::shared_ptr<store::LogStore> store, FeedPlan plan, QThreadPool& pool, std::shared_ptr<const Clock> clock,
                       QObject* parent)
    : QObject(parent)
    , m_store(std::move(store))
    , m_plan(std::move(plan))
    , m_pool(pool)
    , m_clock(clock ? std::move(clock) : std::make_shared<const SystemClock>())
{
    m_lookSoon.setSingleShot(true);
    m_lookSoon.setInterval(m_plan.growthPause);
    connect(&m_lookSoon, &QTimer::timeout, this, &SourceFeed::startLook);
    connect(&m_tick, &QTimer::timeout, this, &SourceFeed::progressed);
    QTimer::singleShot(0, this, [this] { startSync(false); }); // so that its owner may listen first
}

void SourceFeed::syncAgain()
{
    m_isToFollow = true;
    if (!m_isSyncing)
        startSync(true);
}

void SourceFeed::setFormat(ingest::FormatHint format)
{
    if (format == m_plan.source.format)
        return;
    m_plan.source.format = std::move(format);
    m_isToldMore = m_isSyncing;
    if (isLive())
        startSync(true);
}

void SourceFeed::startSync(bool retrySetAside)
{
    m_follow.reset();
    m_isSyncing = true;
    m_retrySetAside = retrySetAside;
    m_sum = {};
    m_emptyLooks = 0;
    m_tick.start(100ms);
    emit began();
    startLook();
}

void SourceFeed::startLook()
{
    m_progress = std::make_shared<sync::SyncProgress>();
    sync::SyncOptions options;
    options.range.from = m_clock->nowMs() - m_plan.lookBackMs;
    options.downloads = m_plan.downloads;
    options.retrySetAside = std::exchange(m_retrySetAside, false);
    auto work = [store = m_store, source = m_plan.source, options, progress = m_progress](std::stop_token stop) {
        return sync::syncBucket(*store, source, options, progress.get(), std::move(stop));
    };
    m_running = Pending<sync::SyncReport> {[&](std::stop_token stop) { return runIn(m_pool, std::move(stop), std::move(work)); },
                                           [this](Result<sync::SyncReport> report) { lookEnded(std::move(report)); }};
}

void SourceFeed::lookEnded(Result<sync::SyncReport> report)
{
    if (!report)
        return endSync(report);
    m_emptyLooks = report->read > 0 ? 0 : m_emptyLooks + 1;
    add(m_sum, std::move(*report));
    if (m_plan.isGrowing && m_emptyLooks < (m_sum.listed > 0 ? kEmptyLooksToEnd : kEmptyLooksToGiveUp))
        m_lookSoon.start();
    else
        endSync(std::exchange(m_sum, {}));
}

void SourceFeed::endSync(const Result<sync::SyncReport>& report)
{
    m_isSyncing = false;
    m_tick.stop();
    emit progressed();
    emit synced(report);
    if (!m_isToFollow) {
        emit liveChanged();
    } else if (std::exchange(m_isToldMore, false)) {
        startSync(true);
    } else if (report) {
        const bool hasDate = objects::DatedPrefix(m_plan.source.prefix).hasDate();
        follow({hasDate ? QStringList(m_plan.source.prefix) : report->streams, report->newestMs,
                m_plan.isGrowing ? 0U : 1U}); // 0: looks for stragglers at once
    } else {
        follow({}); // its first look is the whole day again: it comes back by itself
    }
}

void SourceFeed::cancel()
{
    if (!m_isSyncing)
        return;
    m_isToFollow = false;
    m_lookSoon.stop();
    m_running.cancel();
    endSync(fail(ErrorCode::Cancelled));
}

void SourceFeed::setLive(bool live)
{
    if (live == isLive() || m_isSyncing)
        return;
    m_isToFollow = live;
    if (live)
        return follow({{}, m_followed.newestMs, 0});
    m_followed = m_follow->state();
    m_followed.isPolling = false;
    m_followed.trouble.reset();
    m_follow.reset();
    emit liveChanged();
}

void SourceFeed::look()
{
    if (m_follow)
        m_follow->pollNow();
    else if (!m_isSyncing)
        startSync(false);
}

void SourceFeed::follow(sync::FollowMark mark)
{
    m_follow = std::make_unique<sync::Follow>(m_store, m_plan.source, std::move(mark), m_plan.interval, m_pool, m_clock);
    m_followed = m_follow->state();
    connect(m_follow.get(), &sync::Follow::changed, this, [this] {
        m_followed = m_follow->state();
        emit liveChanged();
    });
    emit liveChanged();
}

} // namespace tracedeck
