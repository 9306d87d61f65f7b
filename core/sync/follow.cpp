#include "sync/follow.h"

#include "async/pool.h"
#include "objects/list_plan.h"

#include <algorithm>

namespace tracedeck::sync {

using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kDiscoverEvery = 20; // polls
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kClockMayBeOffMs = std::int64_t {60} * 60'000; // names tell the other side's time
constexpr std::chrono::milliseconds kLongestInterval = 5min;

} // namespace

Result<SyncReport> pollBucket(store::LogStore& store, const BucketSource& source, FollowMark& mark, std::int64_t nowMs,
                              SyncProgress* progress, std::stop_token stop)
{
    const bool isDiscovery = mark.streams.isEmpty() || mark.polls % kDiscoverEvery == 0;
    const auto newest = mark.newestMs == 0 ? nowMs : std::min(mark.newestMs, nowMs);
    SyncOptions options;
    if (isDiscovery) {
        options.range.from = std::max<std::int64_t>(1, newest - kDayMs);
    } else {
        options.range = {newest, std::max(nowMs, mark.newestMs) + kClockMayBeOffMs};
        options.streams = mark.streams;
    }
    auto report = syncBucket(store, source, options, progress, std::move(stop));
    if (!report)
        return report;
    ++mark.polls;
    mark.newestMs = std::max(mark.newestMs, report->newestMs);
    if (isDiscovery)
        mark.streams = objects::DatedPrefix(source.prefix).hasDate() ? QStringList(source.prefix) : report->streams;
    return report;
}

std::optional<std::int64_t> Follow::State::behindMs(std::int64_t nowMs) const
{
    return newestMs == 0 ? std::nullopt : std::optional(std::max<std::int64_t>(0, nowMs - newestMs));
}

Follow::Follow(std::shared_ptr<store::LogStore> store, BucketSource source, FollowMark mark, std::chrono::milliseconds interval,
               QThreadPool& pool, std::shared_ptr<const Clock> clock, QObject* parent)
    : QObject(parent)
    , m_store(std::move(store))
    , m_source(std::move(source))
    , m_mark(std::move(mark))
    , m_interval(interval)
    , m_pool(pool)
    , m_clock(clock ? std::move(clock) : std::make_shared<const SystemClock>())
{
    m_state.newestMs = m_mark.newestMs;
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &Follow::pollNow);
    m_next.start(0);
}

void Follow::pollNow()
{
    if (m_poll.isRunning())
        return;
    m_next.stop();
    m_state.isPolling = true;
    using Polled = std::pair<SyncReport, FollowMark>;
    auto work = [store = m_store, source = m_source, mark = m_mark,
                 now = m_clock->nowMs()](std::stop_token stop) mutable -> Result<Polled> {
        auto report = pollBucket(*store, source, mark, now, nullptr, std::move(stop));
        return report ? Result<Polled> {Polled {std::move(*report), std::move(mark)}} : Result<Polled> {fail(report.error())};
    };
    m_poll = Pending<Polled> {[&](std::stop_token stop) { return runIn(m_pool, std::move(stop), std::move(work)); },
                              [this](const Result<Polled>& result) { ended(result); }};
    emit changed();
}

void Follow::ended(const Result<std::pair<SyncReport, FollowMark>>& result)
{
    m_state.isPolling = false;
    if (result) {
        const auto& [report, mark] = *result;
        m_mark = mark;
        m_failuresInARow = 0;
        m_state.trouble.reset();
        m_state.newestMs = mark.newestMs;
        m_state.lastPollMs = m_clock->nowMs();
        ++m_state.polls;
        m_state.listCalls += report.listCalls;
        m_state.objects += report.read;
        m_state.setAside += report.setAsideTotal;
    } else {
        m_state.trouble = result.error();
        ++m_failuresInARow;
    }
    const auto patient = m_interval * (1 << std::min(m_failuresInARow, 6));
    m_next.start(m_failuresInARow == 0 ? m_interval : std::min(std::max(m_interval, kLongestInterval), patient));
    emit changed();
}

std::uint64_t Follow::listCallsPerDay() const
{
    const auto calls = m_state.polls == 0 ? 1.0 : static_cast<double>(m_state.listCalls) / static_cast<double>(m_state.polls);
    return static_cast<std::uint64_t>(calls * static_cast<double>(kDayMs)
                                      / static_cast<double>(std::max<std::int64_t>(1, m_interval.count())));
}

} // namespace tracedeck::sync
