#pragma once

#include "delivery/json_value.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tracedeck::delivery {

struct MappedEvent {
    std::string type; ///< EventType
    std::string json; ///< Event
};

/// `event` of a trace item (nullptr where it has none) as the two fields of the record.
[[nodiscard]] MappedEvent mapEvent(const JsonValue* event);

[[nodiscard]] std::string pascalCase(std::string_view key); ///< only the first letter changes
/// A number of milliseconds or an ISO 8601 time, to ms; nullopt for anything else.
[[nodiscard]] std::optional<std::int64_t> toMs(const JsonValue& value);

} // namespace tracedeck::delivery
