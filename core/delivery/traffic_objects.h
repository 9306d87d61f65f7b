#pragma once

#include "base/result.h"
#include "delivery/traffic.h"

#include <QString>

#include <cstdint>
#include <map>
#include <string>

namespace tracedeck::delivery {

struct GenerateOptions {
    TrafficOptions traffic;
    QString folder;
    std::uint64_t objects = 0; ///< 0 = one for every 5,000 events and at least 24
};

/// What was laid down, counted while it was made: the truth that every page and query must agree with.
struct TrafficReport {
    std::uint64_t objects = 0, events = 0, bytes = 0, rawBytes = 0;
    std::uint64_t exceptions = 0; ///< entries of `Exceptions`
    std::uint64_t eventsWithException = 0, okWithException = 0;
    std::uint64_t logLines = 0;
    std::map<std::string, std::uint64_t> outcomes, eventTypes, levels, scripts;
    TimeRange span, badDeploy;
};

/// Writes generated traffic as delivered objects. Records reach an object about a minute after their event, in order of time but for a
/// few that are minutes late; windows are processing time and follow one another without a gap.
[[nodiscard]] Result<TrafficReport> generateObjects(const GenerateOptions& options);

} // namespace tracedeck::delivery
