#pragma once

#include "base/time_range.h"
#include "events/fingerprint.h"
#include "store/column.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tracedeck::store {

/// Names one event of one snapshot.
struct EventRef {
    std::uint32_t segment = 0;
    std::uint32_t row = 0;
    auto operator<=>(const EventRef&) const = default; // NOLINT(modernize-use-nullptr): takes the 0 of the comparison for a pointer
};

/// What a table shows of an event. Strings are UTF-8 and hostile.
struct EventRow {
    EventRef ref;
    std::optional<std::int64_t> timestampMs, cpuTimeMs, wallTimeMs, status;
    std::string outcome, scriptName, eventType, method, versionId, entrypoint, dispatchNamespace, rayId;
    std::string trigger;        ///< URL, cron, queue, rpc method, …; clipped at 2 KB
    std::string messageName;    ///< name of the first exception, else ""
    std::string message;        ///< message of the first exception, else the most severe console line (last of them), clipped at 1 KB
    std::uint8_t levelMask = 0; ///< bit 1 << events::Level
    std::uint32_t logLines = 0, exceptions = 0;
    bool truncated = false;
};

/// Where an event was delivered.
struct EventPlace {
    std::string object;                   ///< path or key as listed
    std::uint64_t line = 0;               ///< 1-based line in the object; 0 where unknown
    std::uint64_t offset = 0, length = 0; ///< bytes in the inflated object
};

struct ValueCount {
    std::string value;
    std::uint64_t count = 0;  ///< occurrences: events, for Level console lines, for ExceptionName and Group exceptions
    std::uint64_t events = 0; ///< events that have the value
};
struct ValueCounts {
    Column column {};
    std::uint64_t total = 0;        ///< events of the selection
    std::uint64_t distinct = 0;     ///< values there are, also beyond the limit
    std::vector<ValueCount> values; ///< most first, ties by value
};

/// Events per bucket, one series a value of `by`.
struct Histogram {
    std::int64_t start = 0; ///< of the first bucket
    std::int64_t width = 1; ///< of a bucket, ms
    std::size_t buckets = 0;
    struct Series {
        std::string value;
        std::vector<std::uint64_t> counts; ///< `buckets` long
    };
    std::vector<Series> series; ///< most events first; one series "" where there is no `by`
    std::uint64_t total = 0;    ///< events inside the buckets
};

struct Percentile {
    double percent = 50;    ///< 0 < percent ≤ 100
    std::int64_t value = 0; ///< nearest rank
};
struct Percentiles {
    std::string value;       ///< of the column grouped by; "" overall
    std::uint64_t count = 0; ///< events that have the number
    std::int64_t min = 0, max = 0;
    std::vector<Percentile> percentiles;
};
/// One percentile line over time: nullopt where a bucket has no event.
struct PercentileSeries {
    std::int64_t start = 0, width = 1;
    std::vector<double> percents;
    std::vector<std::vector<std::optional<std::int64_t>>> lines; ///< [percent][bucket]
};

/// Exceptions of one fingerprint, or events of one failing outcome without an exception (EXC-1, EXC-2).
struct ExceptionGroup {
    events::GroupKey key = 0;
    std::string name, message; ///< of the newest event in it; for an outcome group the outcome and ""
    bool ofOutcome = false;
    std::string culprit;     ///< "function file:line" of the newest event's top in-app frame, "" without a stack
    std::uint64_t count = 0; ///< exceptions (for an outcome group events)
    std::uint64_t events = 0;
    std::optional<std::int64_t> first, last;
    std::vector<ValueCount> scripts, versions; ///< most first
    std::vector<std::uint64_t> spark;          ///< events per bucket of the asked span
    EventRef newest;
};
struct ExceptionGroups {
    std::vector<ExceptionGroup> groups; ///< most first
    std::uint64_t events = 0;           ///< of the selection: invocations
    std::int64_t sparkStart = 0, sparkWidth = 1;
};

/// One Worker's line on the overview.
struct ScriptSummary {
    std::string scriptName;
    std::vector<std::string> eventTypes;
    std::uint64_t events = 0, failures = 0, exceptions = 0;
    std::optional<std::int64_t> wallP95, cpuP95, last;
    std::vector<std::uint64_t> spark;
};

/// A version that appears inside the selection: seen after another version of the same Worker was.
struct VersionMark {
    std::string scriptName, versionId;
    std::int64_t firstMs = 0; ///< its first event
};

} // namespace tracedeck::store
