#include "store/ordering.h"

#include "store/condition.h"

#include <algorithm>
#include <queue>

namespace tracedeck::store {

namespace {

std::uint32_t countUpTo(const SegmentHits& hits, const Packed& sorted, std::int64_t ms)
{
    return ms == std::numeric_limits<std::int64_t>::max() ? hits.count() : countBefore(hits, sorted, ms + 1);
}

std::vector<Packed> sortedTimes(const SelectionData& selection)
{
    std::vector<Packed> times;
    times.reserve(selection.hits.size());
    for (const auto& hits : selection.hits)
        times.push_back(hits.segment->packed(Section::SortedTime));
    return times;
}

/// The least time that more than `rank` hits are at or below.
std::int64_t timeOfRank(const SelectionData& selection, const std::vector<Packed>& times, std::uint64_t rank)
{
    auto low = std::numeric_limits<std::int64_t>::max();
    auto high = std::numeric_limits<std::int64_t>::min();
    for (std::size_t i = 0; i < times.size(); ++i) {
        const auto& hits = selection.hits[i];
        low = std::min(low, times[i][hits.position(0)]);
        high = std::max(high, times[i][hits.position(hits.count() - 1)]);
    }
    while (low < high) {
        const auto middle = static_cast<std::int64_t>(static_cast<std::uint64_t>(low)
                                                      + (static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low)) / 2);
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < times.size(); ++i)
            below += countUpTo(selection.hits[i], times[i], middle);
        if (below > rank)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/// Where each segment's hits go on, at `rank` of the ascending order.
std::vector<std::uint32_t> cursorsAt(const SelectionData& selection, const std::vector<Packed>& times, std::uint64_t rank)
{
    const auto time = timeOfRank(selection, times, rank);
    std::vector<std::uint32_t> cursors(times.size());
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < times.size(); ++i)
        before += cursors[i] = countBefore(selection.hits[i], times[i], time);
    auto skip = rank - before; // of the hits at exactly that time, in the order of segments
    for (std::size_t i = 0; i < times.size() && skip > 0; ++i) {
        const auto here = countUpTo(selection.hits[i], times[i], time) - cursors[i];
        const auto taken = static_cast<std::uint32_t>(std::min<std::uint64_t>(here, skip));
        cursors[i] += taken;
        skip -= taken;
    }
    return cursors;
}

struct Next {
    std::int64_t time;
    std::size_t source;
    bool operator>(const Next& other) const { return time != other.time ? time > other.time : source > other.source; }
};

std::vector<EventRef> ascendingRefs(const SelectionData& selection, std::uint64_t offset, std::uint64_t count)
{
    std::vector<EventRef> refs;
    if (count == 0)
        return refs;
    const auto times = sortedTimes(selection);
    auto cursors = cursorsAt(selection, times, offset);
    std::priority_queue<Next, std::vector<Next>, std::greater<>> queue;
    const auto push = [&](std::size_t source) {
        const auto& hits = selection.hits[source];
        if (cursors[source] < hits.count())
            queue.push({times[source][hits.position(cursors[source])], source});
    };
    for (std::size_t i = 0; i < times.size(); ++i)
        push(i);
    refs.reserve(count);
    while (refs.size() < count && !queue.empty()) {
        const auto source = queue.top().source;
        queue.pop();
        const auto& hits = selection.hits[source];
        refs.push_back({hits.index, hits.row(cursors[source]++)});
        push(source);
    }
    return refs;
}

struct Keyed {
    std::uint64_t key;
    EventRef ref;
};

/// Numbers in an order of unsigned keys, absent ones first.
std::uint64_t orderKey(std::int64_t value)
{
    return static_cast<std::uint64_t>(value) ^ (std::uint64_t {1} << 63);
}

/// For each segment, for each code, its place among all values of the column.
std::vector<std::vector<std::uint64_t>> ranksOfCodes(const SelectionData& selection, ingest::CodeColumn column)
{
    std::vector<std::string_view> values;
    for (const auto& hits : selection.hits)
        values.insert(values.end(), hits.segment->table(column).begin(), hits.segment->table(column).end());
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    std::vector<std::vector<std::uint64_t>> ranks;
    for (const auto& hits : selection.hits) {
        auto& own = ranks.emplace_back();
        for (const auto value : hits.segment->table(column))
            own.push_back(static_cast<std::uint64_t>(std::lower_bound(values.begin(), values.end(), value) - values.begin()));
    }
    return ranks;
}

Result<std::vector<std::pair<std::string, EventRef>>> textsOf(const SelectionData& selection, std::size_t entry)
{
    std::vector<std::pair<std::string, EventRef>> texts;
    for (const auto& hits : selection.hits) {
        std::string raw;
        std::size_t unpacked = hits.segment->blocks().size();
        std::vector<std::uint32_t> rows;
        forEachRow(hits, [&rows](std::uint32_t row) { rows.push_back(row); });
        std::sort(rows.begin(), rows.end());
        for (const auto row : rows) {
            if (const auto block = hits.segment->blockOf(row); block != unpacked) {
                if (auto done = hits.segment->unpack(hits.segment->blocks()[block], raw); !done)
                    return fail(done.error());
                unpacked = block;
            }
            texts.emplace_back(hits.segment->textOf(row, raw).entries[entry], EventRef {hits.index, row});
        }
    }
    return texts;
}

Result<std::vector<EventRef>> orderedByText(const SelectionData& selection, const Order& order)
{
    auto texts = textsOf(selection, order.column == Column::Trigger ? 0 : 1);
    if (!texts)
        return fail(texts.error());
    std::sort(texts->begin(), texts->end());
    std::vector<EventRef> refs;
    refs.reserve(texts->size());
    for (const auto& [text, ref] : *texts)
        refs.push_back(ref);
    if (order.descending)
        std::reverse(refs.begin(), refs.end());
    return refs;
}

} // namespace

Result<std::vector<EventRef>> orderedRefs(const SelectionData& selection, const Order& order, std::stop_token stop)
{
    const auto kind = kindOf(order.column);
    if (kind == ColumnKind::Text)
        return orderedByText(selection, order);
    if (kind == ColumnKind::Many)
        return fail(ErrorCode::BadField, QStringLiteral("an event may have several values of it, so it gives no order"));
    std::vector<Keyed> keyed;
    keyed.reserve(selection.count);
    const auto ranks =
        kind == ColumnKind::Code ? ranksOfCodes(selection, codeColumnOf(order.column)) : std::vector<std::vector<std::uint64_t>> {};
    const unsigned flag = order.column == Column::Truncated ? ingest::kTruncated : ingest::kHasException;
    for (std::size_t i = 0; i < selection.hits.size(); ++i) {
        const auto& hits = selection.hits[i];
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        const auto column = kind == ColumnKind::Code
            ? hits.segment->codes(codeColumnOf(order.column))
            : hits.segment->packed(kind == ColumnKind::Flag ? Section::Flags : sectionOf(order.column));
        forEachRow(hits, [&](std::uint32_t row) {
            const auto key = kind == ColumnKind::Code ? ranks[i][column.code(row)]
                : kind == ColumnKind::Flag            ? static_cast<std::uint64_t>((static_cast<unsigned>(column[row]) & flag) != 0)
                                                      : orderKey(column[row]);
            keyed.push_back({key, {hits.index, row}});
        });
    }
    std::sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) { return a.key != b.key ? a.key < b.key : a.ref < b.ref; });
    if (order.descending)
        std::reverse(keyed.begin(), keyed.end());
    std::vector<EventRef> refs(keyed.size());
    std::transform(keyed.begin(), keyed.end(), refs.begin(), [](const Keyed& k) { return k.ref; });
    return refs;
}

std::vector<EventRef> timeOrderedRefs(const SelectionData& selection, bool descending, std::uint64_t offset, std::uint64_t count)
{
    if (offset >= selection.count)
        return {};
    count = std::min(count, selection.count - offset);
    if (!descending)
        return ascendingRefs(selection, offset, count);
    auto refs = ascendingRefs(selection, selection.count - offset - count, count);
    std::reverse(refs.begin(), refs.end());
    return refs;
}

std::uint64_t rankOf(const SelectionData& selection, std::int64_t timeMs, std::uint32_t segment, std::uint32_t position)
{
    const auto times = sortedTimes(selection);
    std::uint64_t rank = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const auto& hits = selection.hits[i];
        if (hits.index < segment) {
            rank += countUpTo(hits, times[i], timeMs);
        } else if (hits.index > segment) {
            rank += countBefore(hits, times[i], timeMs);
        } else {
            std::uint32_t low = 0;
            auto high = hits.count();
            while (low < high) {
                const auto middle = low + (high - low) / 2;
                (hits.position(middle) < position ? low : high) = hits.position(middle) < position ? middle + 1 : middle;
            }
            rank += low;
        }
    }
    return rank;
}

} // namespace tracedeck::store
