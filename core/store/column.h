#pragma once

#include "base/result.h"

#include <cstdint>
#include <string_view>

namespace tracedeck::store {

// clang-format off: one line a kind
/// What can be counted, filtered and sorted by. Their other names are in logpush/filter_key.cpp.
enum class Column : std::uint8_t {
    EventTimestampMs,
    CPUTimeMs,
    WallTimeMs,
    Status, // numbers
    Outcome,
    ScriptName,
    EventType,
    Method,
    Version,
    Entrypoint,
    DispatchNamespace, // one text value an event
    OutcomeSlice,      // outcome, with "ok, with exception" as its own value
    Level,
    ExceptionName,
    Group,
    ScriptTags, // several values an event may have
    Trigger,
    RayID, // free text of the event
    Truncated,
    HasException, // "true" / "false"
};
// clang-format on

enum class ColumnKind : std::uint8_t { Number, Code, Many, Text, Flag };

[[nodiscard]] ColumnKind kindOf(Column column);
/// The name that filters, `stats --by` and JSON use: the dataset's field name where there is one ("ScriptName", "Status", "Level", …).
[[nodiscard]] std::string_view nameOf(Column column);
/// By name or alias in any case: "ScriptName", "Event.Response.Status", "ScriptVersion.ID", "Logs.Level", … Fails with BadField.
[[nodiscard]] Result<Column> columnNamed(std::string_view name);

} // namespace tracedeck::store
