#pragma once

#include "events/event.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tracedeck::delivery {

/// A documented field of a record and how its value is got: exactly one of the three is there.
struct RecordField {
    std::string_view name;
    const std::string& (*text)(const events::Event& record) = nullptr;
    const std::optional<std::int64_t>& (*number)(const events::Event& record) = nullptr;
    void (*json)(std::string& out, const events::Event& record) = nullptr; ///< appends an object or array
};
/// In alphabetical order.
[[nodiscard]] std::span<const RecordField> recordFields();
[[nodiscard]] const RecordField* recordField(std::string_view name); ///< nullptr where there is none

/// Appends the record as Logpush writes it: one line of NDJSON with its newline, the documented fields in alphabetical order, then
/// the unknown ones. Of `Event` the text `eventJson` is written; its typed views are not looked at.
void appendRecord(std::string& out, const events::Event& record);

} // namespace tracedeck::delivery
