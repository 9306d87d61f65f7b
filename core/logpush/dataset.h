#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tracedeck::logpush {

enum class FieldType : std::uint8_t { String, Int, Bool, Object, StringArray, ObjectArray };
[[nodiscard]] std::string_view typeName(FieldType type); ///< as the documents write it: "array[string]"

struct DatasetField {
    std::string_view name;
    FieldType type = FieldType::String;
    std::string_view meaning;
};

enum class DatasetScope : std::uint8_t { Account, Zone, Both };

/// A kind of logs that jobs deliver.
struct Dataset {
    std::string_view name;
    DatasetScope scope = DatasetScope::Account;
    std::string_view timeField; ///< "" = not known
};

inline constexpr std::string_view kWorkersDataset = "workers_trace_events";

/// Nullptr for one that was not heard of; there are newer ones than this table.
[[nodiscard]] const Dataset* datasetNamed(std::string_view name);
/// The documented fields, in alphabetical order; empty where we do not know them, which is everywhere but for workers_trace_events.
[[nodiscard]] std::span<const DatasetField> fieldsOf(std::string_view dataset);

} // namespace tracedeck::logpush
