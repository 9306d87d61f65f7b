#pragma once

#include "base/time_range.h"
#include "events/event.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace tracedeck::delivery {

struct TrafficOptions {
    std::uint64_t events = 0;
    std::uint64_t seed = 1;
    TimeRange span; ///< whole minutes, not empty
};

class TrafficStage;

/// Traffic of 40 Workers as a day brings it, in order of time: versions, a deploy that breaks checkout-api, failures of every kind.
/// The same options give the same events on every machine.
class Traffic {
public:
    explicit Traffic(const TrafficOptions& options);
    ~Traffic();
    Traffic(const Traffic&) = delete;
    Traffic& operator=(const Traffic&) = delete;

    /// Fills in the next record and returns true, or false after the last. The typed views of `Event` stay empty: readers make them.
    [[nodiscard]] bool next(events::Event& record);

    /// When checkout-api ran its bad version.
    [[nodiscard]] TimeRange badDeploy() const;

private:
    std::unique_ptr<TrafficStage> m_stage;
};

/// The same kind of traffic minute by minute, in any order: what a minute brings depends on the options, the minute and the count alone. Behind
/// the span it goes on with the versions that ran last.
class MinuteTraffic {
public:
    explicit MinuteTraffic(const TrafficOptions& options);
    ~MinuteTraffic();
    MinuteTraffic(const MinuteTraffic&) = delete;
    MinuteTraffic& operator=(const MinuteTraffic&) = delete;

    /// How many of the options' events the minute has that starts at `minuteMs`; 0 outside of the span.
    [[nodiscard]] std::uint64_t eventsIn(std::int64_t minuteMs) const;
    /// Hands over `count` events of that minute, in order of time, the limits of a record not applied; `take` may change the record.
    void play(std::int64_t minuteMs, std::uint64_t count, const std::function<void(events::Event&)>& take);
    [[nodiscard]] TimeRange badDeploy() const;

private:
    std::uint64_t m_seed;
    std::unique_ptr<TrafficStage> m_stage;
};

} // namespace tracedeck::delivery
