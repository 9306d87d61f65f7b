#pragma once

#include "logpush/dataset.h"
#include "logpush/filter.h"

#include <span>
#include <string>
#include <vector>

namespace tracedeck::logpush {

/// Why a job cannot hold a condition.
enum class LocalReason : std::uint8_t {
    Operator,     ///< Logpush has no such operator
    Flags,        ///< it compares exactly: it knows neither "in any case" nor "whole word"
    Text,         ///< it looks into no texts of console lines and exceptions
    Path,         ///< it looks into no objects
    StoreField,   ///< a field that is made here (Status, Level, Group, …); no field of the dataset
    Unfilterable, ///< a field of the dataset of a type that no filter can ask
    OperatorType, ///< the operator does not go with the field's type
    UnknownField,
};

/// One condition that keeps a filter out of a job.
struct LocalCondition {
    std::string path; ///< "where.and[1]"
    Condition condition;
    LocalReason reason {};
    bool operator==(const LocalCondition&) const = default;
};

/// The conditions of `filter` that a job over these fields cannot hold, in the tree's order; empty: it can be used in a job as it is.
/// Values and limits are `checkFilter`'s.
[[nodiscard]] std::vector<LocalCondition> localConditions(const Filter& filter, std::span<const DatasetField> fields);

} // namespace tracedeck::logpush
