#include "sandbox/live_traffic.h"

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr double kMostPerSecond = 500;

} // namespace

std::uint64_t liveEventsIn(qint64 minuteMs, double eventsPerSecond)
{
    const double perMinute = std::clamp(eventsPerSecond, 0.0, kMostPerSecond) * 60;
    const qint64 minute = minuteMs / kMinuteMs;
    const auto before = static_cast<double>(minute);
    return static_cast<std::uint64_t>(perMinute * (before + 1)) - static_cast<std::uint64_t>(perMinute * before);
}

LiveTraffic::LiveTraffic(delivery::MinuteTraffic& traffic, double eventsPerSecond, qint64 fromMs)
    : m_traffic(traffic)
    , m_eventsPerSecond(eventsPerSecond)
    , m_fromMs(fromMs)
    , m_minuteMs(fromMs - fromMs % kMinuteMs)
{}

void LiveTraffic::playMinute()
{
    m_traffic.play(m_minuteMs, liveEventsIn(m_minuteMs, m_eventsPerSecond), [this](events::Event& record) {
        if (record.timestampMs.value_or(0) >= m_fromMs)
            m_coming.push_back(record);
    });
    m_minuteMs += kMinuteMs;
}

void LiveTraffic::upTo(qint64 nowMs, const std::function<void(events::Event)>& take)
{
    for (;;) {
        while (!m_coming.empty() && m_coming.front().timestampMs.value_or(0) <= nowMs) {
            take(std::move(m_coming.front()));
            m_coming.pop_front();
        }
        if (m_minuteMs > nowMs)
            return;
        playMinute();
    }
}

} // namespace tracedeck::sandbox
