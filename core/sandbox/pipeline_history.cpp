#include "sandbox/pipeline_history.h"

#include "delivery/limits.h"
#include "delivery/random.h"
#include "logpush/filter_match.h"
#include "sandbox/live_traffic.h"

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kLagMs = 52'000; ///< between a run and its batch
constexpr qint64 kGapFromEndMs = 430 * kMinuteMs;
constexpr qint64 kGapLengthMs = 8 * kMinuteMs;

} // namespace

TimeRange historyGap(TimeRange span)
{
    const qint64 from = span.to - std::min<qint64>(kGapFromEndMs, span.lengthMs() / 3);
    return {from, from + kGapLengthMs};
}

/// One job's files of a slice.
class HistoryMaker::JobSlice {
public:
    JobSlice(qint64 id, const JobPlan& plan, std::uint64_t seed, TimeRange gap)
        : m_id(id)
        , m_plan(plan)
        , m_random(seed)
        , m_salt(delivery::Random::mixed(seed))
        , m_gap(gap)
        , m_batcher(plan.limits, plan.output.options().recordDelimiter)
    {}

    void take(const events::Event& record, qint64 nowMs, HistorySlice& slice)
    {
        if (!logpush::matches(m_plan.filter, record) || !m_random.chance(m_plan.output.options().sampleRate))
            return;
        m_line.clear();
        m_plan.output.append(m_line, record);
        if (m_batcher.isDue(nowMs)) // a batch ends when its time is up, not with the next record
            put(m_batcher.close(m_batcher.dueMs()), slice);
        put(m_batcher.add(m_line, nowMs), slice);
    }
    void close(qint64 nowMs, HistorySlice& slice) { put(m_batcher.close(m_batcher.isDue(nowMs) ? m_batcher.dueMs() : nowMs), slice); }

private:
    void put(std::optional<delivery::Batch> batch, HistorySlice& slice)
    {
        if (!batch)
            return;
        if (m_gap.contains(batch->window.from))
            return;
        const JobFile file {m_plan.destination, m_plan.output.file(batch->ndjson), batch->records, batch->window};
        slice.objects.push_back({m_id, m_plan.destination, pack(file, m_salt++), batch->window});
    }

    qint64 m_id;
    const JobPlan& m_plan;
    delivery::Random m_random;
    std::uint64_t m_salt;
    TimeRange m_gap;
    delivery::Batcher m_batcher;
    std::string m_line;
};

HistoryMaker::HistoryMaker(HistoryRules rules)
    : m_rules(std::move(rules))
    , m_gap(historyGap(m_rules.traffic.span))
    , m_traffic(m_rules.traffic)
{}

std::uint64_t HistoryMaker::eventsIn(qint64 minuteMs) const
{
    return minuteMs < m_rules.traffic.span.to ? m_traffic.eventsIn(minuteMs) : liveEventsIn(minuteMs, m_rules.eventsPerSecond);
}

HistorySlice HistoryMaker::make(TimeRange span)
{
    HistorySlice slice;
    std::vector<JobSlice> jobs;
    for (const auto& [id, plan] : m_rules.jobs) {
        const std::uint64_t seed = m_rules.traffic.seed ^ static_cast<std::uint64_t>(id) ^ static_cast<std::uint64_t>(span.from);
        jobs.emplace_back(id, plan, delivery::Random::mixed(seed), m_gap);
    }
    for (qint64 minuteMs = span.from - span.from % kMinuteMs; minuteMs < span.to; minuteMs += kMinuteMs) {
        m_traffic.play(minuteMs, eventsIn(minuteMs), [&](events::Event& record) {
            const qint64 ranMs = record.timestampMs.value_or(minuteMs);
            if (!span.contains(ranMs))
                return;
            slice.counts.add(record, ranMs);
            if (!m_rules.logged.contains({record.dispatchNamespace, record.scriptName}))
                return;
            delivery::applyLimits(record, delivery::Regime::Today);
            for (auto& job : jobs)
                job.take(record, ranMs + kLagMs, slice);
        });
    }
    for (auto& job : jobs)
        job.close(span.to + kLagMs, slice);
    return slice;
}

} // namespace tracedeck::sandbox
