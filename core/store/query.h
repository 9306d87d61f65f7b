#pragma once

#include "base/time_range.h"
#include "logpush/filter.h"
#include "store/column.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tracedeck::store {

/// Text to look for in triggers (URLs), Ray IDs, console lines and exceptions (name: message, stack). Matches never cross two of these.
struct TextMatch {
    std::string needle; ///< UTF-8; empty = no condition
    bool regex = false; ///< PCRE2
    bool caseSensitive = true;
    bool wholeWord = false;
    bool operator==(const TextMatch&) const = default;
};

struct Order {
    Column column = Column::EventTimestampMs;
    bool descending = true; ///< newest first by default; ties by (segment, row) so that pages are stable
    bool operator==(const Order&) const = default;
};

/// Which events, in which order. A plain value: the same for the embedded store and any later one.
struct Query {
    TimeRange range; ///< by EventTimestampMs; events without a time are in only when the range is all
    logpush::Filter filter;
    std::vector<TextMatch> texts; ///< all must match
    Order order;
    bool operator==(const Query&) const = default;
};

} // namespace tracedeck::store
