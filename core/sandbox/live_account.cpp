#include "sandbox/live_account.h"

#include "async/pool.h"

#include <QJsonArray>

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kDayMs = 1440 * kMinuteMs;
constexpr qint64 kSliceMs = 5 * kMinuteMs;
constexpr qint64 kSaveEveryMs = kMinuteMs;
constexpr qint64 kSaveEveryLaidMs = 60 * kMinuteMs;
constexpr qint64 kShortPauseMs = 2 * kMinuteMs; ///< what happened in it comes late
constexpr qint64 kMostEvents = 100'000'000;
constexpr QStringView kHistory = u"history";

qint64 wholeMinute(qint64 ms)
{
    return ms - ms % kMinuteMs;
}

QJsonArray rangesJson(const std::vector<TimeRange>& ranges)
{
    QJsonArray array;
    for (const TimeRange& range : ranges)
        array.append(QJsonArray {qint64 {range.from}, qint64 {range.to}});
    return array;
}

/// What of them lies in `bounds`.
std::vector<TimeRange> readRanges(const QJsonArray& array, TimeRange bounds)
{
    std::vector<TimeRange> ranges;
    for (const auto& each : array) {
        const TimeRange range {std::max<qint64>(each.toArray()[0].toInteger(), bounds.from),
                               std::min<qint64>(each.toArray()[1].toInteger(), bounds.to)};
        if (range.from < range.to)
            ranges.push_back(range);
    }
    return ranges;
}

} // namespace

LiveAccount::~LiveAccount()
{
    m_slice.cancel();
    if (m_isStarted)
        save();
}

void LiveAccount::readState()
{
    const QJsonObject kept = m_context.keeper.state().pipeline[kHistory].toObject();
    const qint64 nowMs = m_context.clock.nowMs();
    m_span.to = kept[u"to"].toInteger();
    if (m_span.to < kDayMs || m_span.to > nowMs || m_span.to % kMinuteMs != 0) // the first start, or no state of ours
        return beginAnew(nowMs);
    m_span.from = m_span.to - kDayMs;
    m_events = static_cast<std::uint64_t>(std::clamp<qint64>(kept[u"events"].toInteger(), 0, kMostEvents));
    m_liveMs = std::clamp<qint64>(kept[u"live"].toInteger(nowMs), m_span.to, nowMs);
    m_left = readRanges(kept[u"left"].toArray(), {m_span.from, m_liveMs});
    addPause(nowMs);
}

void LiveAccount::beginAnew(qint64 nowMs)
{
    m_span.to = wholeMinute(nowMs) - kMinuteMs; // the last of it has arrived by now
    m_span.from = m_span.to - kDayMs;
    m_events = std::min<std::uint64_t>(m_context.options.historyEvents, kMostEvents);
    m_liveMs = m_span.to;
    if (m_events > 0)
        m_left = {m_span};
}

void LiveAccount::addPause(qint64 nowMs)
{
    const qint64 untilMs = wholeMinute(nowMs) - kMinuteMs;
    if (untilMs - m_liveMs < kShortPauseMs)
        return;
    m_left.push_back({std::max<qint64>(m_liveMs, nowMs - kDayMs), untilMs});
    m_liveMs = untilMs;
}

void LiveAccount::save()
{
    m_listener.saveCounts();
    QJsonObject kept;
    kept[u"to"] = qint64 {m_span.to};
    kept[u"events"] = static_cast<qint64>(m_events);
    kept[u"left"] = rangesJson(m_left);
    kept[u"live"] = m_liveMs;
    m_context.keeper.state().pipeline[kHistory] = kept;
    m_savedMs = m_context.clock.nowMs();
    m_laidSinceMs = 0;
    m_context.keeper.touch();
}

delivery::TrafficOptions LiveAccount::traffic() const
{
    return {m_events, m_context.options.seed, m_span};
}

void LiveAccount::start(HistoryRules rules)
{
    readState();
    m_isStarted = true;
    save();
    rules.traffic = traffic();
    rules.eventsPerSecond = m_context.options.eventsPerSecond;
    if (!m_left.empty())
        m_maker = std::make_shared<HistoryMaker>(std::move(rules));
    layNext();
    m_traffic.emplace(traffic());
    m_live.emplace(*m_traffic, m_context.options.eventsPerSecond, m_liveMs);
}

void LiveAccount::layNext()
{
    if (m_left.empty()) {
        m_maker.reset();
        return;
    }
    const TimeRange newest = m_left.back();
    const TimeRange piece {std::max<qint64>(newest.from, newest.to - kSliceMs), newest.to};
    m_slice = Pending<HistorySlice>(
        [&](std::stop_token stop) {
            return runIn(*QThreadPool::globalInstance(), std::move(stop),
                         [maker = m_maker, piece](const std::stop_token&) -> Result<HistorySlice> { return maker->make(piece); });
        },
        [this, piece](Result<HistorySlice> slice) {
            if (!slice)
                return;
            m_listener.keep(*std::move(slice));
            m_left.back().to = piece.from;
            if (m_left.back().from >= m_left.back().to)
                m_left.pop_back();
            m_laidSinceMs += piece.lengthMs();
            if (m_laidSinceMs >= kSaveEveryLaidMs || isHistoryDone())
                save();
            layNext();
        });
}

void LiveAccount::pulse()
{
    if (!m_live)
        return;
    const qint64 nowMs = m_context.clock.nowMs();
    m_live->upTo(nowMs, m_listener.take);
    m_liveMs = std::max(m_liveMs, nowMs + 1);
    if (nowMs - m_savedMs >= kSaveEveryMs)
        save();
}

} // namespace tracedeck::sandbox
