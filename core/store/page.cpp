#include "store/selection.h"

#include "events/vocabulary.h"
#include "store/ordering.h"
#include "store/row_reader.h"
#include "store/selection_data.h"

#include <algorithm>

namespace tracedeck::store {

std::vector<EventRef> pageRefs(const Selection& selection, std::uint64_t offset, std::uint64_t count)
{
    const auto& data = selection.data();
    const auto& order = data.query.order;
    if (order.column == Column::EventTimestampMs)
        return timeOrderedRefs(data, order.descending, offset, count);
    if (offset >= data.ordered.size())
        return {};
    const auto first = data.ordered.begin() + static_cast<std::ptrdiff_t>(offset);
    return {first, first + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(count, data.ordered.size() - offset))};
}

Result<std::vector<EventRow>> page(const Selection& selection, std::uint64_t offset, std::uint64_t count, std::stop_token stop)
{
    const auto refs = pageRefs(selection, offset, count);
    RowReader reader(selection.data().snapshot);
    std::vector<EventRow> rows;
    rows.reserve(refs.size());
    for (const auto ref : refs) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        auto row = reader.read(ref);
        if (!row)
            return fail(row.error());
        rows.push_back(std::move(*row));
    }
    return rows;
}

Result<EventRow> rowOf(const Snapshot& snapshot, EventRef ref)
{
    return RowReader(snapshot).read(ref);
}

Result<std::uint64_t> positionOf(const Selection& selection, EventRef ref)
{
    const auto& data = selection.data();
    const auto notThere = [] { return fail(ErrorCode::NotFound, QStringLiteral("not among these events")); };
    const auto found = std::find_if(data.hits.begin(), data.hits.end(), [ref](const auto& hits) { return hits.index == ref.segment; });
    if (found == data.hits.end())
        return notThere();
    const auto order = found->segment->order();
    const auto at = std::find(order.begin(), order.end(), static_cast<std::uint16_t>(ref.row));
    if (at == order.end())
        return notThere();
    const auto position = static_cast<std::uint32_t>(at - order.begin());
    const bool isHit = found->list ? std::binary_search(found->list->begin(), found->list->end(), static_cast<std::uint16_t>(position))
                                   : position >= found->begin && position < found->end;
    if (!isHit)
        return notThere();
    const auto rank = rankOf(data, found->segment->packed(Section::SortedTime)[position], ref.segment, position);
    return data.query.order.descending ? data.count - 1 - rank : rank;
}

Result<std::uint64_t> positionOfTime(const Selection& selection, std::int64_t ms)
{
    const auto& data = selection.data();
    const bool descending = data.query.order.descending;
    // ascending: events before `ms` come first; descending: events after `ms` do
    const auto before = rankOf(data, descending ? ms : ms - 1, std::numeric_limits<std::uint32_t>::max(), 0);
    return descending ? data.count - before : before;
}

} // namespace tracedeck::store
