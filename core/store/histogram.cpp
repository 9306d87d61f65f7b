#include "store/selection.h"

#include "async/parallel.h"
#include "store/condition.h"
#include "store/tally.h"

#include <numeric>

namespace tracedeck::store {

namespace {

/// One segment's counts: [code][bucket].
struct Part {
    std::vector<std::vector<std::uint32_t>> counts;
};

std::size_t bucketCount(TimeRange range, std::int64_t width)
{
    const auto length = static_cast<std::uint64_t>(range.to) - static_cast<std::uint64_t>(range.from);
    return static_cast<std::size_t>((length + static_cast<std::uint64_t>(width) - 1) / static_cast<std::uint64_t>(width));
}

/// Hits are in time order, so each bucket is one run of them.
template<typename CodeOf>
Part countRuns(const SegmentHits& hits, TimeRange range, std::int64_t width, std::size_t buckets, std::size_t codes, CodeOf codeOf)
{
    Part part;
    part.counts.resize(codes);
    const auto sorted = hits.segment->packed(Section::SortedTime);
    const auto order = hits.segment->order();
    auto at = countBefore(hits, sorted, range.from);
    const auto end = countBefore(hits, sorted, range.to);
    while (at < end) {
        const auto bucket = static_cast<std::size_t>((sorted[hits.position(at)] - range.from) / width);
        const auto next = range.from + static_cast<std::int64_t>(bucket + 1) * width;
        const auto stop = next >= range.to ? end : countBefore(hits, sorted, next);
        for (; at < stop; ++at) {
            auto& row = part.counts[codeOf(order[hits.position(at)])];
            if (row.empty())
                row.resize(buckets);
            ++row[bucket];
        }
    }
    return part;
}

Part countSegment(const SegmentHits& hits, TimeRange range, std::int64_t width, std::size_t buckets, std::optional<Column> by)
{
    if (!by)
        return countRuns(hits, range, width, buckets, 1, [](auto) { return std::size_t {0}; });
    const auto column = codeColumnOf(*by);
    return withCodes(hits.segment->codes(column), [&](auto codes) {
        return countRuns(hits, range, width, buckets, hits.segment->table(column).size(),
                         [codes](auto row) { return static_cast<std::size_t>(codes[row]); });
    });
}

} // namespace

Result<Histogram> histogram(const Selection& selection, TimeRange range, std::int64_t width, std::optional<Column> by, std::stop_token stop)
{
    if (width <= 0 || range.to <= range.from || bucketCount(range, width) > 100'000)
        return fail(ErrorCode::BadValue, QStringLiteral("a histogram takes 1 to 100,000 buckets"));
    if (by && kindOf(*by) != ColumnKind::Code)
        return fail(ErrorCode::BadField, QStringLiteral("a histogram is stacked by a field of one text value"));
    const auto& data = selection.data();
    Histogram answer;
    answer.start = range.from;
    answer.width = width;
    answer.buckets = bucketCount(range, width);
    std::vector<Part> parts(data.hits.size());
    parallelFor(parts.size(), [&](std::size_t i) {
        if (!stop.stop_requested())
            parts[i] = countSegment(data.hits[i], range, width, answer.buckets, by);
    });
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled);
    ValueIndex index;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (std::size_t code = 0; code < parts[i].counts.size(); ++code) {
            const auto& counts = parts[i].counts[code];
            if (counts.empty())
                continue;
            const auto value = by ? data.hits[i].segment->table(codeColumnOf(*by))[code] : std::string_view {};
            const auto at = index.of(value);
            if (at == answer.series.size())
                answer.series.push_back({std::string {value}, std::vector<std::uint64_t>(answer.buckets)});
            std::transform(counts.begin(), counts.end(), answer.series[at].counts.begin(), answer.series[at].counts.begin(),
                           std::plus<std::uint64_t> {});
        }
    }
    const auto sum = [](const Histogram::Series& s) { return std::accumulate(s.counts.begin(), s.counts.end(), std::uint64_t {0}); };
    std::sort(answer.series.begin(), answer.series.end(), [&](const auto& a, const auto& b) {
        const auto x = sum(a);
        const auto y = sum(b);
        return x != y ? x > y : a.value < b.value;
    });
    for (const auto& series : answer.series)
        answer.total += sum(series);
    return answer;
}

} // namespace tracedeck::store
