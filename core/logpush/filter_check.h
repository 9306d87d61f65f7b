#pragma once

#include "logpush/dataset.h"
#include "logpush/filter.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::logpush {

/// What is wrong with one place of a filter. Messages are worded as Cloudflare's own tools do, where their words are known.
struct FilterIssue {
    std::string path; ///< "where.and[1].value"; "filter" = the whole
    std::string message;
    bool isWarning = false; ///< accepted, but documented in two ways
    bool operator==(const FilterIssue&) const = default;
};

/// "About 30 operators and 1000 bytes".
struct FilterLimits {
    std::size_t bytes = 1000; ///< of the text as it is sent
    std::size_t conditions = 30;
    bool conditionsOnlyWarn = true;
};

/// Whether Logpush would take the filter for a dataset with these fields; empty `fields` = not known, then keys and types are not asked.
[[nodiscard]] std::vector<FilterIssue> checkFilter(const Filter& filter, std::span<const DatasetField> fields,
                                                   const FilterLimits& limits = {});
/// The same of a job's `filter` text: its length and grammar too. An empty text is no filter and fine.
[[nodiscard]] std::vector<FilterIssue> checkFilterText(std::string_view text, std::span<const DatasetField> fields,
                                                       const FilterLimits& limits = {});
/// Whether the operator goes with the type at all.
[[nodiscard]] bool operatorFits(Operator op, FieldType type);

} // namespace tracedeck::logpush
