#pragma once

#include "delivery/traffic.h"

#include <deque>
#include <functional>

namespace tracedeck::sandbox {

/// Traffic as it happens, so many events a second on average (500 at most): each comes when its time does.
class LiveTraffic {
public:
    /// `traffic` outlives it. What happened from `fromMs` on, the start of a minute, comes with the first call.
    LiveTraffic(delivery::MinuteTraffic& traffic, double eventsPerSecond, qint64 fromMs);

    void upTo(qint64 nowMs, const std::function<void(events::Event)>& take);

private:
    void playMinute();

    delivery::MinuteTraffic& m_traffic;
    double m_perMinute;
    qint64 m_minuteMs;           ///< the next one to be played
    std::uint64_t m_minutes = 0; ///< played
    std::deque<events::Event> m_coming;
};

} // namespace tracedeck::sandbox
