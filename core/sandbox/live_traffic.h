#pragma once

#include "delivery/traffic.h"

#include <deque>
#include <functional>

namespace tracedeck::sandbox {

/// Events of a minute that comes with time, at so many events a second on average (500 at most): fractions of one add up over minutes.
[[nodiscard]] std::uint64_t liveEventsIn(qint64 minuteMs, double eventsPerSecond);

/// Traffic as it happens: each event comes when its time does.
class LiveTraffic {
public:
    /// `traffic` outlives it. What happened from `fromMs` on comes with the first call.
    LiveTraffic(delivery::MinuteTraffic& traffic, double eventsPerSecond, qint64 fromMs);

    void upTo(qint64 nowMs, const std::function<void(events::Event)>& take);

private:
    void playMinute();

    delivery::MinuteTraffic& m_traffic;
    double m_eventsPerSecond;
    qint64 m_fromMs;
    qint64 m_minuteMs; ///< the next one to be played
    std::deque<events::Event> m_coming;
};

} // namespace tracedeck::sandbox
