#pragma once

#include "base/time_range.h"
#include "events/event.h"

#include <cstdint>
#include <memory>

namespace tracedeck::delivery {

struct TrafficOptions {
    std::uint64_t events = 0;
    std::uint64_t seed = 1;
    TimeRange span; ///< whole minutes, not empty
};

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
    struct Stage;
    std::unique_ptr<Stage> m_stage;
};

} // namespace tracedeck::delivery
