#pragma once

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::events {

// All strings are UTF-8 as delivered: hostile until `visibleText` made them fit to show.

/// One argument of a console call as Logpush delivers it.
struct Argument {
    std::string text;    ///< a string's own characters; anything else as compact JSON
    bool isJson = false; ///< the delivered value was not a string (number, object, array, bool, null)
    bool operator==(const Argument&) const = default;
};

/// One entry of `Logs`. Several may share a `timestampMs`: clocks in Workers move only on I/O, so array order is the order.
struct LogLine {
    std::string level;               ///< debug, info, log, warn, error or whatever came
    std::vector<Argument> arguments; ///< `Message` as array; a plain string is one argument
    std::optional<std::int64_t> timestampMs;
    bool operator==(const LogLine&) const = default;
};

/// The line as a console would print it: arguments joined by one space.
[[nodiscard]] std::string joined(const LogLine& line);

/// One entry of `Exceptions`.
struct Exception {
    std::string name;
    std::string message;
    std::string stack; ///< empty where none was delivered
    std::optional<std::int64_t> timestampMs;
    bool operator==(const Exception&) const = default;
};

struct ScriptVersion {
    std::string id, message, tag;
    bool operator==(const ScriptVersion&) const = default;
};

/// A key of the record that the dataset does not document, value as compact JSON.
struct UnknownField {
    std::string key, json;
    bool operator==(const UnknownField&) const = default;
};

/// One record of `workers_trace_events` = one invocation of a Worker, whole. Numbers are exact 64-bit; absent and null are nullopt / empty.
struct Event {
    std::optional<std::int64_t> timestampMs; ///< EventTimestampMs
    std::optional<std::int64_t> cpuTimeMs, wallTimeMs;
    std::string outcome, eventType, scriptName, entrypoint, dispatchNamespace;
    std::vector<std::string> scriptTags;
    ScriptVersion version;
    std::vector<LogLine> logs;
    std::vector<Exception> exceptions;
    std::string eventJson; ///< `Event` as delivered (JSON object text), "" where absent
    // typed views of `Event`:
    std::string method, url, rayId;     ///< fetch
    std::optional<std::int64_t> status; ///< fetch: Response.Status; absent where there was no response
    std::string trigger;                ///< what set it off, for any type: URL, cron, queue, mail from → to, rpc method, …
    std::vector<UnknownField> unknown;
};

/// Reads one delivered NDJSON line. Keys in either case (`Name|name`), any order; a value of the wrong type is kept in `unknown`.
/// Fails with BadJson (place and reason in `detail`), or BadValue "not an object". Any thread.
[[nodiscard]] Result<Event> parseEvent(std::string_view line);

} // namespace tracedeck::events
