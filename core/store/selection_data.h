#pragma once

#include "store/segment.h"
#include "store/selection.h"
#include "store/snapshot_data.h"

#include <optional>
#include <vector>

namespace tracedeck::store {

/// The events of one segment that match, as positions in the segment's time order: a span, or a list where a filter left holes.
struct SegmentHits {
    const Segment* segment = nullptr;
    std::uint32_t index = 0;          ///< of the segment in the snapshot
    std::uint32_t begin = 0, end = 0; ///< positions, where `list` is not used
    std::optional<std::vector<std::uint16_t>> list;

    [[nodiscard]] std::uint32_t count() const { return list ? static_cast<std::uint32_t>(list->size()) : end - begin; }
    [[nodiscard]] std::uint32_t position(std::uint32_t i) const { return list ? (*list)[i] : begin + i; }
    [[nodiscard]] std::uint32_t row(std::uint32_t i) const { return segment->order()[position(i)]; }
    [[nodiscard]] bool isWhole() const { return !list && begin == 0 && end == segment->rows(); }
};

/// What a Selection points at.
struct SelectionData {
    Snapshot snapshot;
    Query query;
    std::vector<SegmentHits> hits; ///< only segments that have some, in the snapshot's order
    std::uint64_t count = 0;
    std::uint64_t unread = 0;      ///< events that the filter could not be asked of
    std::vector<EventRef> ordered; ///< all of them in the query's order, where that is not by time
};

/// How many of `hits` have a time below `ms`; `sorted` is their segment's SortedTime.
[[nodiscard]] inline std::uint32_t countBefore(const SegmentHits& hits, const Packed& sorted, std::int64_t ms)
{
    std::uint32_t low = 0;
    auto high = hits.count();
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        if (sorted[hits.position(middle)] < ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/// Calls `use(row)` for every hit; in row order where the whole segment matches, else in time order.
template<typename Use>
void forEachRow(const SegmentHits& hits, Use use)
{
    if (hits.isWhole()) {
        for (std::uint32_t row = 0; row < hits.segment->rows(); ++row)
            use(row);
        return;
    }
    const auto order = hits.segment->order();
    if (hits.list) {
        for (const auto position : *hits.list)
            use(std::uint32_t {order[position]});
    } else {
        for (auto position = hits.begin; position < hits.end; ++position)
            use(std::uint32_t {order[position]});
    }
}

} // namespace tracedeck::store
