#include "store/selection.h"

#include "events/stack.h"
#include "events/vocabulary.h"
#include "store/row_reader.h"
#include "store/tally.h"

#include <unordered_map>

namespace tracedeck::store {

using ingest::CodeColumn;

namespace {

/// Puts the exceptions of a selection together by fingerprint.
class Grouping {
public:
    Grouping(const SelectionData& data, TimeRange spark, std::size_t buckets) : m_data(data), m_spark(spark), m_buckets(buckets)
    {
        const auto length = std::max<std::int64_t>(1, spark.to - spark.from);
        m_width = std::max<std::int64_t>(
            1, (length + static_cast<std::int64_t>(buckets) - 1) / static_cast<std::int64_t>(std::max<std::size_t>(1, buckets)));
    }

    Result<ExceptionGroups> run(const std::stop_token& stop)
    {
        for (const auto& hits : m_data.hits) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled);
            addSegment(hits);
        }
        ExceptionGroups answer;
        answer.events = m_data.count;
        answer.sparkStart = m_spark.from;
        answer.sparkWidth = m_width;
        for (auto& [key, group] : m_groups)
            answer.groups.push_back(finish(group));
        if (auto described = describe(answer.groups); !described)
            return fail(described.error());
        std::sort(answer.groups.begin(), answer.groups.end(),
                  [](const auto& a, const auto& b) { return a.count != b.count ? a.count > b.count : a.key < b.key; });
        return answer;
    }

private:
    struct Group {
        ExceptionGroup answer;
        std::uint64_t lastRow = ~std::uint64_t {0};
        std::unordered_map<std::uint32_t, std::uint64_t> scripts, versions;
    };

    void addSegment(const SegmentHits& hits)
    {
        const auto& segment = *hits.segment;
        m_times = segment.packed(Section::Time);
        m_scriptCodes = segment.codes(CodeColumn::ScriptName);
        m_versionCodes = segment.codes(CodeColumn::Version);
        m_scriptMap = m_scripts.mapped(segment.table(CodeColumn::ScriptName));
        m_versionMap = m_versions.mapped(segment.table(CodeColumn::Version));
        const auto keys = segment.exceptionKeys();
        const auto flags = segment.packed(Section::Flags);
        const auto outcomes = segment.codes(CodeColumn::Outcome);
        std::vector<events::GroupKey> outcomeKeys;
        for (const auto outcome : segment.table(CodeColumn::Outcome))
            outcomeKeys.push_back(events::isFailure(outcome, false) ? events::outcomeGroupKey(outcome) : 0);
        withCodes(flags, [&](auto codes) {
            forEachRow(hits, [&](std::uint32_t row) {
                const bool hasException = (static_cast<unsigned>(flags.decode(codes[row])) & ingest::kHasException) != 0;
                if (hasException) {
                    const auto [begin, end] = segment.exceptionsOf(row);
                    for (auto child = begin; child < end; ++child)
                        add(hits.index, row, keys[child], false);
                } else if (const auto key = outcomeKeys[outcomes.code(row)]; key != 0) {
                    add(hits.index, row, key, true);
                }
            });
        });
    }

    void add(std::uint32_t segment, std::uint32_t row, events::GroupKey key, bool ofOutcome)
    {
        auto& group = m_groups[key];
        auto& answer = group.answer;
        answer.key = key;
        answer.ofOutcome = ofOutcome;
        ++answer.count;
        const auto place = (std::uint64_t {segment} << 32) | row;
        if (std::exchange(group.lastRow, place) == place)
            return;
        ++answer.events;
        ++group.scripts[m_scriptMap[m_scriptCodes.code(row)]];
        ++group.versions[m_versionMap[m_versionCodes.code(row)]];
        const auto time = m_times[row];
        if (time == ingest::kAbsent) {
            if (answer.events == 1)
                answer.newest = {segment, row};
            return;
        }
        if (!answer.last || time >= *answer.last) {
            answer.last = time;
            answer.newest = {segment, row};
        }
        answer.first = std::min(answer.first.value_or(time), time);
        if (answer.spark.empty())
            answer.spark.resize(m_buckets);
        if (m_spark.contains(time) && m_buckets > 0)
            ++answer.spark[std::min(m_buckets - 1, static_cast<std::size_t>((time - m_spark.from) / m_width))];
    }

    static std::vector<ValueCount> counted(const std::unordered_map<std::uint32_t, std::uint64_t>& counts, const ValueIndex& index)
    {
        ValueCounts all;
        for (const auto& [value, count] : counts)
            all.values.push_back({index.value(value), count, count});
        finishCounts(all, 0);
        return std::move(all.values);
    }

    ExceptionGroup finish(Group& group)
    {
        auto answer = std::move(group.answer);
        answer.spark.resize(m_buckets);
        answer.scripts = counted(group.scripts, m_scripts);
        answer.versions = counted(group.versions, m_versions);
        return answer;
    }

    /// Name, message and culprit from each group's newest event.
    Result<void> describe(std::vector<ExceptionGroup>& groups) const
    {
        std::string raw;
        const auto& segments = m_data.snapshot.data().segments;
        for (auto& group : groups) {
            const auto& segment = *segments[group.newest.segment];
            const auto row = group.newest.row;
            if (group.ofOutcome) {
                group.name = segment.table(CodeColumn::Outcome)[segment.codes(CodeColumn::Outcome).code(row)];
                continue;
            }
            if (auto unpacked = segment.unpack(segment.blocks()[segment.blockOf(row)], raw); !unpacked)
                return unpacked;
            describe(group, segment, row, segment.textOf(row, raw));
        }
        return {};
    }

    static void describe(ExceptionGroup& group, const Segment& segment, std::uint32_t row, const RowText& text)
    {
        const auto [firstLog, endLog] = segment.logsOf(row);
        const auto [begin, end] = segment.exceptionsOf(row);
        const auto keys = segment.exceptionKeys();
        for (auto child = begin; child < end; ++child) {
            if (keys[child] != group.key)
                continue;
            const auto entry = 2U + (endLog - firstLog) + 2U * (child - begin);
            group.name = segment.exceptionNames()[segment.packed(Section::ExceptionName).code(child)];
            const auto full = text.entries[entry];
            group.message = clipped(full.substr(group.name.empty() ? 0 : std::min(full.size(), group.name.size() + 2)), 4096);
            group.culprit = culpritOf(text.entries[entry + 1]);
            return;
        }
    }

    static std::string culpritOf(std::string_view stack)
    {
        const auto frames = events::parseStack(stack).frames;
        auto at = std::find_if(frames.begin(), frames.end(), [](const auto& frame) { return frame.inApp; });
        if (at == frames.end())
            at = frames.begin();
        if (at == frames.end())
            return {};
        std::string text = at->function.value_or("<anonymous>") + " " + at->file;
        return at->line ? text + ":" + std::to_string(*at->line) : text;
    }

    const SelectionData& m_data;
    TimeRange m_spark;
    std::size_t m_buckets;
    std::int64_t m_width = 1;
    std::unordered_map<events::GroupKey, Group> m_groups;
    ValueIndex m_scripts, m_versions;
    std::vector<std::uint32_t> m_scriptMap, m_versionMap;
    Packed m_times, m_scriptCodes, m_versionCodes;
};

} // namespace

Result<ExceptionGroups> exceptionGroups(const Selection& selection, TimeRange sparkRange, std::size_t sparkBuckets, std::stop_token stop)
{
    return Grouping(selection.data(), sparkRange, sparkBuckets).run(stop);
}

} // namespace tracedeck::store
