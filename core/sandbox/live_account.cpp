#include "sandbox/live_account.h"

#include "async/pool.h"

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kDayMs = 1440 * kMinuteMs;
constexpr qint64 kSliceMs = 5 * kMinuteMs;
constexpr qint64 kSaveEveryMs = 60 * kMinuteMs; ///< of the past
constexpr qint64 kCatchUpMs = 2 * kMinuteMs;    ///< of what happened while nobody was here
constexpr qint64 kMostEvents = 100'000'000;
constexpr QStringView kHistory = u"history";

} // namespace

LiveAccount::~LiveAccount()
{
    m_slice.cancel();
    if (m_isStarted)
        save();
}

void LiveAccount::readState()
{
    SandboxState& state = m_context.keeper.state();
    const QJsonObject kept = state.pipeline[kHistory].toObject();
    const qint64 nowMs = m_context.clock.nowMs();
    m_span.to = kept[u"to"].toInteger();
    m_events = static_cast<std::uint64_t>(std::clamp<qint64>(kept[u"events"].toInteger(), 0, kMostEvents));
    const bool isFirstStart = m_span.to < kDayMs || m_span.to > nowMs || m_span.to % kMinuteMs != 0; // or no state of ours
    if (isFirstStart) {
        m_span.to = nowMs - nowMs % kMinuteMs - kMinuteMs; // the last of it has arrived by now
        m_events = std::min<std::uint64_t>(m_context.options.historyEvents, kMostEvents);
    }
    m_span.from = m_span.to - kDayMs;
    const qint64 untouched = m_events > 0 ? m_span.to : m_span.from;
    m_leftMs = isFirstStart ? untouched : std::clamp<qint64>(kept[u"left"].toInteger(), m_span.from, m_span.to);
    m_savedMs = m_leftMs;
}

void LiveAccount::save()
{
    m_listener.saveCounts();
    SandboxState& state = m_context.keeper.state();
    QJsonObject kept;
    kept[u"to"] = qint64 {m_span.to};
    kept[u"events"] = static_cast<qint64>(m_events);
    kept[u"left"] = m_leftMs;
    state.pipeline[kHistory] = kept;
    m_savedMs = m_leftMs;
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
    if (m_leftMs > m_span.from)
        m_maker = std::make_shared<HistoryMaker>(std::move(rules));
    layNext();
    const qint64 nowMs = m_context.clock.nowMs();
    m_traffic.emplace(traffic());
    m_live.emplace(*m_traffic, m_context.options.eventsPerSecond, std::max<qint64>(m_span.to, nowMs - nowMs % kMinuteMs - kCatchUpMs));
}

void LiveAccount::layNext()
{
    if (m_leftMs <= m_span.from) {
        m_maker.reset();
        return;
    }
    const TimeRange minutes {std::max<qint64>(m_span.from, m_leftMs - kSliceMs), m_leftMs};
    m_slice = Pending<HistorySlice>(
        [&](std::stop_token stop) {
            return runIn(*QThreadPool::globalInstance(), std::move(stop),
                         [maker = m_maker, minutes](const std::stop_token&) -> Result<HistorySlice> { return maker->make(minutes); });
        },
        [this, minutes](Result<HistorySlice> slice) {
            if (!slice)
                return;
            m_listener.keep(*std::move(slice));
            m_leftMs = minutes.from;
            if (m_savedMs - m_leftMs >= kSaveEveryMs || isHistoryDone())
                save();
            layNext();
        });
}

void LiveAccount::pulse()
{
    if (m_live)
        m_live->upTo(m_context.clock.nowMs(), m_listener.take);
}

} // namespace tracedeck::sandbox
