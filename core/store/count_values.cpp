#include "store/selection.h"

#include "async/parallel.h"
#include "events/vocabulary.h"
#include "logpush/filter.h"
#include "store/condition.h"
#include "store/tally.h"

#include <mutex>
#include <set>

namespace tracedeck::store {

using ingest::CodeColumn;

namespace {

/// Counts of one segment, value by value, to be added up.
using Counts = std::vector<ValueCount>;

Counts countCodes(const SegmentHits& hits, CodeColumn column)
{
    const auto& table = hits.segment->table(column);
    std::vector<std::uint64_t> counts(table.size());
    withCodes(hits.segment->codes(column), [&](auto codes) { forEachRow(hits, [&](std::uint32_t row) { ++counts[codes[row]]; }); });
    Counts out;
    for (std::size_t i = 0; i < table.size(); ++i)
        out.push_back({std::string {table[i]}, counts[i], counts[i]});
    return out;
}

Counts countNumbers(const SegmentHits& hits, Section section)
{
    std::unordered_map<std::int64_t, std::uint64_t> counts;
    const auto column = hits.segment->packed(section);
    forEachRow(hits, [&](std::uint32_t row) { ++counts[column[row]]; });
    Counts out;
    for (const auto& [value, count] : counts)
        out.push_back({value == ingest::kAbsent ? std::string() : std::to_string(value), count, count});
    return out;
}

Counts countFlags(const SegmentHits& hits, unsigned flag)
{
    Counts out {{"false", 0, 0}, {"true", 0, 0}};
    const auto flags = hits.segment->packed(Section::Flags);
    forEachRow(hits, [&](std::uint32_t row) { ++out[(static_cast<unsigned>(flags[row]) & flag) != 0 ? 1 : 0].count; });
    for (auto& value : out)
        value.events = value.count;
    return out;
}

Counts countTags(const SegmentHits& hits)
{
    Counts out;
    for (auto& set : countCodes(hits, CodeColumn::ScriptTags)) {
        const std::string_view tags = set.value;
        std::set<std::string_view> seen;
        for (std::size_t begin = 0; !tags.empty() && begin <= tags.size();) {
            const auto end = std::min(tags.find(ingest::kTagSeparator, begin), tags.size());
            const auto tag = tags.substr(begin, end - begin);
            out.push_back({std::string {tag}, set.count, seen.insert(tag).second ? set.events : 0});
            begin = end + 1;
        }
    }
    return out;
}

/// Children of each row by code: every one counts, each event once per value.
Counts countChildren(const SegmentHits& hits, Section section, const std::vector<std::string_view>& table, bool isLog)
{
    Counts out;
    for (const auto value : table)
        out.push_back({std::string {value}, 0, 0});
    std::vector<std::uint32_t> lastRow(table.size(), ~0U);
    const auto codes = hits.segment->packed(section);
    forEachRow(hits, [&](std::uint32_t row) {
        const auto [begin, end] = isLog ? hits.segment->logsOf(row) : hits.segment->exceptionsOf(row);
        for (auto child = begin; child < end; ++child) {
            const auto code = codes.code(child);
            ++out[code].count;
            out[code].events += lastRow[code] != row ? 1U : 0U;
            lastRow[code] = row;
        }
    });
    return out;
}

Counts countGroups(const SegmentHits& hits)
{
    std::unordered_map<std::uint64_t, ValueCount> counts;
    const auto keys = hits.segment->exceptionKeys();
    const auto outcomes = hits.segment->codes(CodeColumn::Outcome);
    forEachRow(hits, [&](std::uint32_t row) {
        const auto [begin, end] = hits.segment->exceptionsOf(row);
        for (auto child = begin; child < end; ++child) {
            auto& count = counts[keys[child]];
            ++count.count;
            count.events += std::find(keys.begin() + begin, keys.begin() + child, keys[child]) == keys.begin() + child ? 1U : 0U;
        }
        const auto outcome = hits.segment->table(CodeColumn::Outcome)[outcomes.code(row)];
        if (begin == end && events::isFailure(outcome, false)) {
            auto& count = counts[events::outcomeGroupKey(outcome)];
            ++count.count;
            ++count.events;
        }
    });
    Counts out;
    for (auto& [key, count] : counts)
        out.push_back({events::keyText(key), count.count, count.events});
    return out;
}

Result<Counts> countTexts(const SegmentHits& hits, std::size_t entry)
{
    std::unordered_map<std::string, std::uint64_t> counts;
    std::vector<std::uint32_t> rows;
    forEachRow(hits, [&rows](std::uint32_t row) { rows.push_back(row); });
    std::sort(rows.begin(), rows.end());
    std::string raw;
    auto block = hits.segment->blocks().size();
    for (const auto row : rows) {
        if (const auto wanted = hits.segment->blockOf(row); wanted != block) {
            if (auto unpacked = hits.segment->unpack(hits.segment->blocks()[wanted], raw); !unpacked)
                return fail(unpacked.error());
            block = wanted;
        }
        ++counts[std::string {hits.segment->textOf(row, raw).entries[entry]}];
    }
    Counts out;
    for (const auto& [value, count] : counts)
        out.push_back({value, count, count});
    return out;
}

Result<Counts> countSegment(const SegmentHits& hits, Column column)
{
    switch (kindOf(column)) {
    case ColumnKind::Number: return countNumbers(hits, sectionOf(column));
    case ColumnKind::Code: return countCodes(hits, codeColumnOf(column));
    case ColumnKind::Flag: return countFlags(hits, column == Column::Truncated ? ingest::kTruncated : ingest::kHasException);
    case ColumnKind::Text: return countTexts(hits, column == Column::Trigger ? 0 : 1);
    case ColumnKind::Many: break;
    }
    if (column == Column::Group)
        return countGroups(hits);
    if (column == Column::ScriptTags)
        return countTags(hits);
    return column == Column::Level ? countChildren(hits, Section::LogLevel, hits.segment->levels(), true)
                                   : countChildren(hits, Section::ExceptionName, hits.segment->exceptionNames(), false);
}

} // namespace

Result<ValueCounts> countValues(const Selection& selection, Column column, std::size_t limit, std::stop_token stop)
{
    const auto& data = selection.data();
    std::vector<Result<Counts>> parts(data.hits.size());
    parallelFor(parts.size(), [&](std::size_t i) {
        if (!stop.stop_requested())
            parts[i] = countSegment(data.hits[i], column);
    });
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled);
    ValueIndex index;
    ValueCounts counts;
    counts.column = column;
    counts.total = data.count;
    for (auto& part : parts) {
        if (!part)
            return fail(part.error());
        for (auto& value : *part) {
            const auto at = index.of(value.value);
            if (at == counts.values.size())
                counts.values.push_back({value.value, 0, 0});
            counts.values[at].count += value.count;
            counts.values[at].events += value.events;
        }
    }
    finishCounts(counts, limit);
    return counts;
}

Result<std::vector<ValueCounts>> facets(const Snapshot& snapshot, const Query& query, const std::vector<Column>& columns, std::size_t limit,
                                        std::stop_token stop)
{
    std::vector<ValueCounts> all;
    auto plain = query;
    plain.order = {};
    auto filtered = select(snapshot, plain, stop);
    if (!filtered)
        return fail(filtered.error());
    for (const auto column : columns) {
        auto own = plain;
        own.filter = logpush::withoutKey(query.filter, nameOf(column));
        auto without = own.filter == plain.filter ? filtered : select(snapshot, own, stop);
        if (!without)
            return fail(without.error());
        auto counts = countValues(*without, column, limit, stop);
        if (!counts)
            return fail(counts.error());
        all.push_back(std::move(*counts));
    }
    return all;
}

} // namespace tracedeck::store
