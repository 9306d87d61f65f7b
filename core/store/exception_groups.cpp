#include "store/selection.h"

#include "async/parallel.h"
#include "events/vocabulary.h"
#include "store/group_texts.h"
#include "store/tally.h"

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

namespace tracedeck::store {

using ingest::CodeColumn;

namespace {

/// Counts per value; the value that came last is found at once, for most events of a group are of one Worker and version.
class Counts {
public:
    void add(std::uint32_t value)
    {
        if (m_last == nullptr || m_lastValue != value) {
            m_last = &m_counts[value]; // nodes of the map do not move
            m_lastValue = value;
        }
        ++*m_last;
    }
    void add(const Counts& others)
    {
        for (const auto& [value, count] : others.m_counts)
            m_counts[value] += count;
    }
    [[nodiscard]] const std::unordered_map<std::uint32_t, std::uint64_t>& all() const { return m_counts; }

private:
    std::unordered_map<std::uint32_t, std::uint64_t> m_counts;
    std::uint64_t* m_last = nullptr;
    std::uint32_t m_lastValue = 0;
};

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
        for (const auto& hits : m_data.hits) // numbers of values are given before the threads start
            m_columns.push_back(columnsOf(*hits.segment));
        std::vector<Groups> parts(std::min<std::size_t>(workerCount(), m_data.hits.size()));
        parallelFor(parts.size(), [&](std::size_t part) {
            const auto end = (part + 1) * m_columns.size() / parts.size();
            for (auto i = part * m_columns.size() / parts.size(); i < end && !stop.stop_requested(); ++i)
                addSegment(i, parts[part]);
        });
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        for (Groups& part : parts) {
            for (auto& [key, group] : part)
                join(m_groups[key], std::move(group));
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
        Counts scripts, versions;
    };
    using Groups = std::unordered_map<events::GroupKey, Group>;
    /// What is read of one segment.
    struct Columns {
        explicit Columns(const Segment& segment)
            : times(segment.packed(Section::Time))
            , flags(segment.packed(Section::Flags))
            , ends(segment.packed(Section::ExceptionEnd))
            , outcomes(segment.codes(CodeColumn::Outcome))
            , scripts(segment.codes(CodeColumn::ScriptName))
            , versions(segment.codes(CodeColumn::Version))
            , keys(segment.exceptionKeys())
        {}

        Packed times, flags, ends, outcomes, scripts, versions;
        std::span<const events::GroupKey> keys;
        std::vector<std::uint32_t> scriptOf, versionOf; ///< by code
        std::vector<events::GroupKey> keyOfOutcome;     ///< by code; 0 = no failure
        std::array<std::uint8_t, 256> isThrown {};      ///< by code of the flags
    };

    Columns columnsOf(const Segment& segment)
    {
        Columns columns(segment);
        columns.scriptOf = m_scripts.mapped(segment.table(CodeColumn::ScriptName));
        columns.versionOf = m_versions.mapped(segment.table(CodeColumn::Version));
        for (const auto outcome : segment.table(CodeColumn::Outcome))
            columns.keyOfOutcome.push_back(events::isFailure(outcome, false) ? events::outcomeGroupKey(outcome) : 0);
        for (std::size_t code = 0; code < columns.isThrown.size(); ++code)
            columns.isThrown[code] = (static_cast<unsigned>(columns.flags.decode(code)) & ingest::kHasException) != 0 ? 1 : 0;
        return columns;
    }

    void addSegment(std::size_t i, Groups& groups) const
    {
        const SegmentHits& hits = m_data.hits[i];
        const Columns& columns = m_columns[i];
        for (const auto row : rowsOfInterest(hits, columns)) {
            if (columns.isThrown[static_cast<std::uint8_t>(columns.flags.code(row))] != 0)
                addThrown(columns, {hits.index, row}, groups);
            else if (const auto key = columns.keyOfOutcome[columns.outcomes.code(row)]; key != 0)
                add(columns, {hits.index, row}, groups[key], key, true);
        }
    }

    /// The few rows that threw or failed, found without a branch a row.
    static std::vector<std::uint32_t> rowsOfInterest(const SegmentHits& hits, const Columns& columns)
    {
        std::vector<std::uint8_t> isFailure;
        for (const auto key : columns.keyOfOutcome)
            isFailure.push_back(key != 0 ? 1 : 0);
        std::vector<std::uint32_t> rows(hits.count());
        std::size_t found = 0;
        withCodes(columns.flags, [&](auto flags) {
            withCodes(columns.outcomes, [&](auto outcomes) {
                forEachRow(hits, [&, isThrown = columns.isThrown.data(), fails = isFailure.data(), out = rows.data()](std::uint32_t row) {
                    out[found] = row;
                    found += static_cast<std::size_t>(isThrown[static_cast<std::uint8_t>(flags[row])] | fails[outcomes[row]]);
                });
            });
        });
        rows.resize(found);
        return rows;
    }

    void addThrown(const Columns& columns, EventRef event, Groups& groups) const
    {
        const auto end = static_cast<std::size_t>(columns.ends[event.row]);
        for (auto child = event.row == 0 ? 0 : static_cast<std::size_t>(columns.ends[event.row - 1]); child < end; ++child)
            add(columns, event, groups[columns.keys[child]], columns.keys[child], false);
    }

    void add(const Columns& columns, EventRef event, Group& group, events::GroupKey key, bool ofOutcome) const
    {
        auto& answer = group.answer;
        answer.key = key;
        answer.ofOutcome = ofOutcome;
        ++answer.count;
        const auto [segment, row] = event;
        const auto place = (std::uint64_t {segment} << 32) | row;
        if (std::exchange(group.lastRow, place) == place)
            return;
        ++answer.events;
        group.scripts.add(columns.scriptOf[columns.scripts.code(row)]);
        group.versions.add(columns.versionOf[columns.versions.code(row)]);
        const auto time = columns.times[row];
        if (time == ingest::kAbsent) {
            if (answer.events == 1)
                answer.newest = event;
            return;
        }
        if (!answer.last || time >= *answer.last) {
            answer.last = time;
            answer.newest = event;
        }
        answer.first = std::min(answer.first.value_or(time), time);
        if (answer.spark.empty())
            answer.spark.resize(m_buckets);
        if (m_spark.contains(time) && m_buckets > 0)
            ++answer.spark[std::min(m_buckets - 1, static_cast<std::size_t>((time - m_spark.from) / m_width))];
    }

    /// What `later` segments have of a group, to what earlier ones have of it.
    static void join(Group& group, Group later)
    {
        if (group.answer.count == 0) {
            group = std::move(later);
            return;
        }
        ExceptionGroup& answer = group.answer;
        const ExceptionGroup& other = later.answer;
        answer.count += other.count;
        answer.events += other.events;
        group.scripts.add(later.scripts);
        group.versions.add(later.versions);
        if (!other.last)
            return;
        if (!answer.last || *other.last >= *answer.last) {
            answer.last = other.last;
            answer.newest = other.newest;
        }
        answer.first = std::min(answer.first.value_or(*other.first), *other.first);
        answer.spark.resize(other.spark.size());
        std::transform(other.spark.begin(), other.spark.end(), answer.spark.begin(), answer.spark.begin(), std::plus {});
    }

    static std::vector<ValueCount> counted(const Counts& counts, const ValueIndex& index)
    {
        ValueCounts all;
        for (const auto& [value, count] : counts.all())
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
        const auto& segments = m_data.snapshot.data().segments;
        for (auto& group : groups) {
            const auto& segment = *segments[group.newest.segment];
            const auto row = group.newest.row;
            if (group.ofOutcome) {
                group.name = segment.table(CodeColumn::Outcome)[segment.codes(CodeColumn::Outcome).code(row)];
                continue;
            }
            auto text = groupText(segment, row, group.key);
            if (!text)
                return fail(text.error());
            group.name = std::move(text->name);
            group.message = std::move(text->message);
            group.culprit = std::move(text->culprit);
        }
        return {};
    }

    const SelectionData& m_data;
    TimeRange m_spark;
    std::size_t m_buckets;
    std::int64_t m_width = 1;
    std::vector<Columns> m_columns; ///< by segment that has hits
    Groups m_groups;
    ValueIndex m_scripts, m_versions;
};

} // namespace

Result<ExceptionGroups> exceptionGroups(const Selection& selection, TimeRange sparkRange, std::size_t sparkBuckets, std::stop_token stop)
{
    return Grouping(selection.data(), sparkRange, sparkBuckets).run(stop);
}

} // namespace tracedeck::store
