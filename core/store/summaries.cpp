#include "store/selection.h"

#include "events/vocabulary.h"
#include "store/rank_counter.h"
#include "store/tally.h"

#include <map>
#include <set>

namespace tracedeck::store {

using ingest::CodeColumn;

namespace {

struct Script {
    ScriptSummary answer;
    RankCounter wall, cpu;
    std::map<std::string_view, std::uint64_t> types;
};

/// Adds up one selection Worker by Worker.
class Summing {
public:
    Summing(TimeRange spark, std::size_t buckets) : m_spark(spark), m_buckets(buckets)
    {
        const auto length = std::max<std::int64_t>(1, spark.to - spark.from);
        m_width = (length + static_cast<std::int64_t>(buckets) - 1) / static_cast<std::int64_t>(std::max<std::size_t>(1, buckets));
    }

    void add(const SegmentHits& hits)
    {
        const auto& segment = *hits.segment;
        const auto map = m_index.mapped(segment.table(CodeColumn::ScriptName));
        m_scripts.resize(m_index.size());
        std::vector<std::uint8_t> failed;
        for (const auto outcome : segment.table(CodeColumn::Outcome))
            failed.push_back(events::isFailure(outcome, false) ? 1 : 0);
        const auto& typeTable = segment.table(CodeColumn::EventType);
        const auto scripts = segment.codes(CodeColumn::ScriptName);
        const auto outcomes = segment.codes(CodeColumn::Outcome);
        const auto types = segment.codes(CodeColumn::EventType);
        const auto times = segment.packed(Section::Time);
        const auto wall = segment.packed(Section::Wall);
        const auto cpu = segment.packed(Section::Cpu);
        const auto flags = segment.packed(Section::Flags);
        forEachRow(hits, [&](std::uint32_t row) {
            auto& script = m_scripts[map[scripts.code(row)]];
            ++script.answer.events;
            ++script.types[typeTable[types.code(row)]];
            const bool hasException = (static_cast<unsigned>(flags[row]) & ingest::kHasException) != 0;
            script.answer.failures += hasException || failed[outcomes.code(row)] != 0 ? 1U : 0U;
            if (hasException) {
                const auto [begin, end] = segment.exceptionsOf(row);
                script.answer.exceptions += end - begin;
            }
            addNumber(script.wall, wall[row]);
            addNumber(script.cpu, cpu[row]);
            addTime(script.answer, times[row]);
        });
    }

    std::vector<ScriptSummary> finish()
    {
        std::vector<ScriptSummary> out;
        for (std::size_t i = 0; i < m_scripts.size(); ++i) {
            auto& script = m_scripts[i];
            if (script.answer.events == 0)
                continue;
            script.answer.scriptName = m_index.value(i);
            script.answer.spark.resize(m_buckets);
            script.answer.wallP95 = p95(script.wall);
            script.answer.cpuP95 = p95(script.cpu);
            std::vector<std::pair<std::string_view, std::uint64_t>> types(script.types.begin(), script.types.end());
            std::sort(types.begin(), types.end(),
                      [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
            for (const auto& [type, count] : types)
                script.answer.eventTypes.emplace_back(type);
            out.push_back(std::move(script.answer));
        }
        std::sort(out.begin(), out.end(),
                  [](const auto& a, const auto& b) { return a.events != b.events ? a.events > b.events : a.scriptName < b.scriptName; });
        return out;
    }

private:
    static void addNumber(RankCounter& counter, std::int64_t value)
    {
        if (value != ingest::kAbsent)
            counter.add(value);
    }

    void addTime(ScriptSummary& script, std::int64_t time) const
    {
        if (time == ingest::kAbsent)
            return;
        script.last = std::max(script.last.value_or(time), time);
        if (script.spark.empty())
            script.spark.resize(m_buckets);
        if (m_buckets > 0 && m_spark.contains(time))
            ++script.spark[std::min(m_buckets - 1, static_cast<std::size_t>((time - m_spark.from) / m_width))];
    }

    static std::optional<std::int64_t> p95(RankCounter& counter)
    {
        counter.sort();
        return counter.count() > 0 ? std::optional {counter.percentile(95)} : std::nullopt;
    }

    TimeRange m_spark;
    std::size_t m_buckets;
    std::int64_t m_width = 1;
    ValueIndex m_index;
    std::vector<Script> m_scripts;
};

} // namespace

Result<std::vector<ScriptSummary>> scriptSummaries(const Selection& selection, TimeRange sparkRange, std::size_t sparkBuckets,
                                                   std::stop_token stop)
{
    Summing summing(sparkRange, sparkBuckets);
    for (const auto& hits : selection.data().hits) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        summing.add(hits);
    }
    return summing.finish();
}

Result<std::vector<VersionMark>> versionMarks(const Selection& selection, std::stop_token stop)
{
    std::map<std::string, std::map<std::string, std::int64_t>> firsts; // Worker → version → first event
    for (const auto& hits : selection.data().hits) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        const auto& segment = *hits.segment;
        const auto& scripts = segment.table(CodeColumn::ScriptName);
        const auto& versions = segment.table(CodeColumn::Version);
        std::vector<std::int64_t> first(scripts.size() * versions.size(), std::numeric_limits<std::int64_t>::max());
        const auto scriptCodes = segment.codes(CodeColumn::ScriptName);
        const auto versionCodes = segment.codes(CodeColumn::Version);
        const auto times = segment.packed(Section::Time);
        forEachRow(hits, [&](std::uint32_t row) {
            auto& slot = first[scriptCodes.code(row) * versions.size() + versionCodes.code(row)];
            const auto time = times[row];
            if (time != ingest::kAbsent && time < slot)
                slot = time;
        });
        for (std::size_t i = 0; i < first.size(); ++i) {
            if (first[i] == std::numeric_limits<std::int64_t>::max() || versions[i % versions.size()].empty())
                continue;
            const auto [at, isNew] =
                firsts[std::string {scripts[i / versions.size()]}].try_emplace(std::string {versions[i % versions.size()]}, first[i]);
            at->second = std::min(at->second, first[i]);
        }
    }
    std::vector<VersionMark> marks;
    for (const auto& [script, versions] : firsts) {
        const auto earliest =
            std::min_element(versions.begin(), versions.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        for (const auto& [version, ms] : versions) {
            if (version != earliest->first)
                marks.push_back({script, version, ms});
        }
    }
    std::sort(marks.begin(), marks.end(), [](const auto& a, const auto& b) { return a.firstMs < b.firstMs; });
    return marks;
}

} // namespace tracedeck::store
