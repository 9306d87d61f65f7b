#include "sandbox/live_traffic.h"

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr double kMostPerSecond = 500;

} // namespace

LiveTraffic::LiveTraffic(delivery::MinuteTraffic& traffic, double eventsPerSecond, qint64 fromMs)
    : m_traffic(traffic)
    , m_perMinute(std::clamp(eventsPerSecond, 0.0, kMostPerSecond) * 60)
    , m_minuteMs(fromMs)
{}

void LiveTraffic::playMinute()
{
    const auto before = static_cast<double>(m_minutes++); // so that fractions of an event add up
    const auto count = static_cast<std::uint64_t>(m_perMinute * (before + 1)) - static_cast<std::uint64_t>(m_perMinute * before);
    m_traffic.play(m_minuteMs, count, [this](events::Event& record) { m_coming.push_back(record); });
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
