#pragma once

#include "store/selection_data.h"

#include <stop_token>

namespace tracedeck::store {

/// The whole selection in an order that is not by time: 16 bytes a row while sorting, 8 after. BadField for columns of several values.
[[nodiscard]] Result<std::vector<EventRef>> orderedRefs(const SelectionData& selection, const Order& order, std::stop_token stop);

/// `count` references from `offset` of the time order (ascending or descending), without sorting anything: a rank is looked up by
/// bisection over time and the segments' own orders.
[[nodiscard]] std::vector<EventRef> timeOrderedRefs(const SelectionData& selection, bool descending, std::uint64_t offset,
                                                    std::uint64_t count);

/// How many hits come before (`time`, `segment`, `position`) in ascending time order.
[[nodiscard]] std::uint64_t rankOf(const SelectionData& selection, std::int64_t timeMs, std::uint32_t segment, std::uint32_t position);

} // namespace tracedeck::store
