#include "store/selection.h"

#include "async/parallel.h"
#include "store/condition.h"
#include "store/rank_counter.h"
#include "store/tally.h"

#include <mutex>

namespace tracedeck::store {

namespace {

using Counters = std::vector<RankCounter>; // by value of the column grouped by, as a ValueIndex numbers them

/// Collects the numbers of one selection, group by group, threads each for themselves.
class Collecting {
public:
    Collecting(const SelectionData& data, Column number, std::optional<Column> by) : m_data(data), m_number(number), m_by(by) {}

    Result<Counters> run(const std::stop_token& stop)
    {
        const auto& hits = m_data.hits;
        if (m_by) { // numbers of values are given before the threads start
            for (const auto& segment : hits)
                m_maps.push_back(m_index.mapped(segment.segment->table(codeColumnOf(*m_by))));
        }
        const auto groups = m_by ? m_index.size() : 1;
        Counters all(groups);
        std::mutex mutex;
        const auto slices = std::min<std::size_t>(workerCount(), std::max<std::size_t>(1, hits.size()));
        parallelFor(slices, [&](std::size_t slice) {
            Counters own(groups);
            for (auto i = slice; i < hits.size() && !stop.stop_requested(); i += slices)
                collect(i, own);
            const std::lock_guard lock(mutex);
            for (std::size_t g = 0; g < groups; ++g)
                all[g].add(own[g]);
        });
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        for (auto& counter : all)
            counter.sort();
        return all;
    }

    [[nodiscard]] const ValueIndex& index() const { return m_index; }

private:
    void collect(std::size_t i, Counters& own) const
    {
        const auto& hits = m_data.hits[i];
        const auto numbers = hits.segment->packed(sectionOf(m_number));
        const auto take = [&](auto groupOf) {
            withCodes(numbers, [&](auto codes) {
                forEachRow(hits, [&](std::uint32_t row) {
                    const auto value = numbers.decode(codes[row]);
                    if (value != ingest::kAbsent)
                        own[groupOf(row)].add(value);
                });
            });
        };
        if (!m_by)
            return take([](std::uint32_t) { return std::size_t {0}; });
        withCodes(hits.segment->codes(codeColumnOf(*m_by)),
                  [&](auto codes) { take([&, codes](std::uint32_t row) { return std::size_t {m_maps[i][codes[row]]}; }); });
    }

    const SelectionData& m_data;
    Column m_number;
    std::optional<Column> m_by;
    ValueIndex m_index;
    std::vector<std::vector<std::uint32_t>> m_maps;
};

Percentiles describe(const RankCounter& counter, const std::vector<double>& percents, std::string value)
{
    Percentiles out;
    out.value = std::move(value);
    out.count = counter.count();
    if (out.count == 0)
        return out;
    out.min = counter.at(1);
    out.max = counter.at(out.count);
    for (const auto percent : percents)
        out.percentiles.push_back({percent, counter.percentile(percent)});
    return out;
}

Result<void> checkPercents(Column number, const std::vector<double>& percents)
{
    if (kindOf(number) != ColumnKind::Number)
        return fail(ErrorCode::BadField, QStringLiteral("percentiles are of a number"));
    if (std::any_of(percents.begin(), percents.end(), [](double p) { return !(p > 0 && p <= 100); }))
        return fail(ErrorCode::BadValue, QStringLiteral("a percentile is above 0 and at most 100"));
    return {};
}

} // namespace

Result<std::vector<Percentiles>> percentiles(const Selection& selection, Column number, const std::vector<double>& percents,
                                             std::optional<Column> by, std::stop_token stop)
{
    if (auto good = checkPercents(number, percents); !good)
        return fail(good.error());
    if (by && kindOf(*by) != ColumnKind::Code)
        return fail(ErrorCode::BadField, QStringLiteral("percentiles are grouped by a field of one text value"));
    Collecting collecting(selection.data(), number, by);
    auto counters = collecting.run(stop);
    if (!counters)
        return fail(counters.error());
    std::vector<Percentiles> out;
    for (std::size_t g = 0; g < counters->size(); ++g) {
        if (!by || (*counters)[g].count() > 0)
            out.push_back(describe((*counters)[g], percents, by ? collecting.index().value(g) : std::string()));
    }
    std::sort(out.begin(), out.end(),
              [](const auto& a, const auto& b) { return a.count != b.count ? a.count > b.count : a.value < b.value; });
    return out;
}

Result<PercentileSeries> percentilesOverTime(const Selection& selection, Column number, const std::vector<double>& percents,
                                             TimeRange range, std::int64_t width, std::stop_token stop)
{
    if (auto good = checkPercents(number, percents); !good)
        return fail(good.error());
    const auto length = static_cast<std::uint64_t>(range.to) - static_cast<std::uint64_t>(range.from);
    if (width <= 0 || range.to <= range.from || length / static_cast<std::uint64_t>(width) > 10'000)
        return fail(ErrorCode::BadValue, QStringLiteral("lines over time take 1 to 10,000 buckets"));
    const auto buckets = static_cast<std::size_t>((length + static_cast<std::uint64_t>(width) - 1) / static_cast<std::uint64_t>(width));
    std::vector<std::vector<std::int64_t>> values(buckets);
    for (const auto& hits : selection.data().hits) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        const auto times = hits.segment->packed(Section::Time);
        const auto numbers = hits.segment->packed(sectionOf(number));
        forEachRow(hits, [&](std::uint32_t row) {
            const auto time = times[row];
            const auto value = numbers[row];
            if (value != ingest::kAbsent && range.contains(time))
                values[static_cast<std::size_t>((time - range.from) / width)].push_back(value);
        });
    }
    PercentileSeries series {range.from, width, percents, {}};
    series.lines.assign(percents.size(), std::vector<std::optional<std::int64_t>>(buckets));
    for (std::size_t b = 0; b < buckets; ++b) {
        auto& own = values[b];
        for (std::size_t p = 0; p < percents.size() && !own.empty(); ++p) {
            const auto rank = std::clamp<std::size_t>(
                static_cast<std::size_t>(std::ceil(percents[p] / 100.0 * static_cast<double>(own.size()))), 1, own.size());
            const auto nth = own.begin() + static_cast<std::ptrdiff_t>(rank - 1);
            std::nth_element(own.begin(), nth, own.end());
            series.lines[p][b] = *nth;
        }
    }
    return series;
}

} // namespace tracedeck::store
