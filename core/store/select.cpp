#include "store/selection.h"

#include "async/parallel.h"
#include "store/compiled_filter.h"
#include "store/ordering.h"
#include "store/selection_data.h"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace tracedeck::store {

namespace {

/// First position of the segment's time order whose time is at or past `ms`.
std::uint32_t lowerBound(const Packed& sorted, std::int64_t ms)
{
    std::uint32_t low = 0;
    auto high = sorted.count;
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        if (sorted[middle] < ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/// One question being asked of all segments.
class Selecting {
public:
    Selecting(const Snapshot& snapshot, const Query& query, std::stop_token stop)
        : m_snapshot(snapshot)
        , m_query(query)
        , m_stop(std::move(stop))
    {}

    Result<Selection> run()
    {
        auto filter = CompiledFilter::compile(m_query.filter, m_query.texts);
        if (!filter)
            return fail(filter.error());
        m_filter = std::move(*filter);
        const auto& segments = m_snapshot.data().segments;
        std::vector<SegmentHits> all(segments.size());
        FilteredRows rows(m_filter, segments.size());
        parallelFor(segments.size(), [&](std::size_t i) { look(*segments[i], static_cast<std::uint32_t>(i), all[i], rows); });
        if (m_failure)
            return fail(*m_failure);
        if (m_stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        if (auto read = rows.readOpen(segments, m_stop); !read)
            return fail(read.error());
        parallelFor(segments.size(), [&](std::size_t i) {
            if (const Bitmap* kept = rows.kept(i))
                narrow(*kept, all[i]);
        });
        return finish(std::move(all), rows.unread());
    }

private:
    void look(const Segment& segment, std::uint32_t index, SegmentHits& hits, FilteredRows& rows)
    {
        hits.segment = &segment;
        hits.index = index;
        if (m_failed || m_stop.stop_requested())
            return;
        if (auto good = segment.verify(); !good)
            return note(good.error());
        const auto sorted = segment.packed(Section::SortedTime);
        const bool all = m_query.range.isAll();
        hits.begin = all ? 0 : lowerBound(sorted, std::max(m_query.range.from, ingest::kAbsent + 1));
        hits.end = all ? segment.rows() : lowerBound(sorted, m_query.range.to);
        hits.end = std::max(hits.begin, hits.end);
        if (hits.begin == hits.end || m_filter.keepsAll())
            return;
        const auto order = segment.order();
        Bitmap wanted(segment.rows(), hits.isWhole());
        for (auto position = hits.begin; position < hits.end && !hits.isWhole(); ++position)
            wanted.set(order[position]);
        if (auto looked = rows.look(segment, index, wanted, m_stop); !looked)
            note(looked.error());
    }

    /// Leaves the positions whose rows are kept.
    static void narrow(const Bitmap& rows, SegmentHits& hits)
    {
        const auto order = hits.segment->order();
        std::vector<std::uint16_t> list;
        list.reserve(rows.count());
        for (auto position = hits.begin; position < hits.end; ++position) {
            if (rows.test(order[position]))
                list.push_back(static_cast<std::uint16_t>(position));
        }
        if (list.size() != hits.end - hits.begin)
            hits.list = std::move(list);
    }

    Result<Selection> finish(std::vector<SegmentHits> all, std::uint64_t unread)
    {
        auto data = std::make_shared<SelectionData>();
        data->snapshot = m_snapshot;
        data->query = m_query;
        data->unread = unread;
        for (auto& hits : all) {
            if (hits.count() == 0)
                continue;
            data->count += hits.count();
            data->hits.push_back(std::move(hits));
        }
        if (m_query.order.column != Column::EventTimestampMs) {
            auto ordered = orderedRefs(*data, m_query.order, m_stop);
            if (!ordered)
                return fail(ordered.error());
            data->ordered = std::move(*ordered);
        }
        return Selection {std::move(data)};
    }

    void note(const Error& error)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_failure)
            m_failure = error;
        m_failed = true;
    }

    const Snapshot& m_snapshot;
    const Query& m_query;
    std::stop_token m_stop;
    CompiledFilter m_filter;
    std::mutex m_mutex;
    std::optional<Error> m_failure;
    std::atomic<bool> m_failed {false};
};

} // namespace

Result<Selection> select(const Snapshot& snapshot, const Query& query, std::stop_token stop)
{
    return Selecting(snapshot, query, std::move(stop)).run();
}

std::uint64_t Selection::count() const
{
    return m_data ? m_data->count : 0;
}

const Snapshot& Selection::snapshot() const
{
    return m_data->snapshot;
}

std::uint64_t Selection::unread() const
{
    return m_data ? m_data->unread : 0;
}

const Query& Selection::query() const
{
    return m_data->query;
}

std::optional<TimeRange> Selection::timeSpan() const
{
    std::optional<TimeRange> span;
    for (const auto& hits : m_data->hits) {
        const auto sorted = hits.segment->packed(Section::SortedTime);
        const auto last = sorted[hits.position(hits.count() - 1)];
        if (last == ingest::kAbsent)
            continue;
        std::uint32_t i = 0;
        while (sorted[hits.position(i)] == ingest::kAbsent)
            ++i;
        const auto first = sorted[hits.position(i)];
        span = span ? TimeRange {std::min(span->from, first), std::max(span->to, last + 1)} : TimeRange {first, last + 1};
    }
    return span;
}

} // namespace tracedeck::store
