#include "sandbox/pipeline_lane.h"

#include "logpush/filter_match.h"

namespace tracedeck::sandbox {

JobLane::JobLane(DeliveryContext& context, qint64 jobId)
    : m_context(context)
    , m_jobId(jobId)
    , m_random(delivery::Random::mixed(context.seed + static_cast<std::uint64_t>(jobId)))
    , m_uploads(context, jobId)
{
    replan();
}

void JobLane::jobChanged()
{
    const Job* job = m_context.keeper.state().job(m_jobId);
    const qint64 transitionMs = m_context.keeper.state().facts.transitionSeconds * 1000;
    const bool isOnOrOff = !job || job->isEnabled() != m_plan.has_value();
    if (isOnOrOff || transitionMs == 0)
        replan();
    else
        m_replanAtMs = m_context.clock.nowMs() + transitionMs;
}

void JobLane::replan()
{
    m_replanAtMs.reset();
    if (m_plan)
        deliver(m_batcher.close(m_context.clock.nowMs()));
    m_plan.reset();
    Job* job = m_context.keeper.state().job(m_jobId);
    if (!job || !job->isEnabled())
        return;
    auto plan = planFor(*job);
    if (!plan) { // the API lets no such job in; a state from elsewhere may
        job->lastErrorMs = m_context.clock.nowMs();
        job->errorMessage = plan.error().detail;
        m_context.keeper.touch();
        return;
    }
    m_plan = *std::move(plan);
    m_batcher = delivery::Batcher(m_plan->limits, m_plan->output.options().recordDelimiter);
}

void JobLane::take(const events::Event& record)
{
    if (!m_plan || !logpush::matches(m_plan->filter, record) || !m_random.chance(m_plan->output.options().sampleRate))
        return;
    m_line.clear();
    m_plan->output.append(m_line, record);
    deliver(m_batcher.add(m_line, m_context.clock.nowMs()));
}

void JobLane::pulse()
{
    const qint64 nowMs = m_context.clock.nowMs();
    const Job* job = m_context.keeper.state().job(m_jobId);
    const bool wasSwitchedOff = m_plan && (!job || !job->isEnabled());
    if (wasSwitchedOff || (m_replanAtMs && *m_replanAtMs <= nowMs))
        replan();
    if (m_plan && m_batcher.isDue(nowMs))
        deliver(m_batcher.close(nowMs));
    m_uploads.pulse();
}

std::optional<JobFile> JobLane::fileOf(std::optional<delivery::Batch> batch) const
{
    if (!batch)
        return std::nullopt;
    return JobFile {m_plan->destination, m_plan->output.file(batch->ndjson), batch->records, batch->window};
}

void JobLane::deliver(std::optional<delivery::Batch> batch)
{
    if (auto file = fileOf(std::move(batch)))
        m_uploads.add(*std::move(file));
}

void JobLane::finish()
{
    m_uploads.finish(m_plan ? fileOf(m_batcher.close(m_context.clock.nowMs())) : std::nullopt);
}

} // namespace tracedeck::sandbox
