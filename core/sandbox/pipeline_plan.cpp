#include "sandbox/pipeline_plan.h"

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

// What is delivered when a job does not say.
constexpr std::uint64_t kDefaultRecords = 100'000;
constexpr std::int64_t kDefaultIntervalMs = 30'000;
/// No limit of that kind is documented; memory has one.
constexpr std::uint64_t kDefaultBytes = std::uint64_t {64} << 20;

std::uint64_t limitOf(const QJsonObject& fields, QStringView name, std::uint64_t unset)
{
    const qint64 value = fields[name].toInteger();
    return value > 0 ? static_cast<std::uint64_t>(value) : unset;
}

} // namespace

Result<JobPlan> planFor(const Job& job)
{
    auto filter = logpush::parseFilter(job.fields[u"filter"].toString().toStdString());
    if (!filter)
        return fail(filter.error());
    auto options = delivery::readOutputOptions(job.fields[u"output_options"], job.fields[u"logpull_options"].toString());
    if (!options)
        return fail(options.error());
    auto output = delivery::RecordOutput::make(*std::move(options));
    if (!output)
        return fail(output.error());
    delivery::BatchLimits limits;
    limits.records = limitOf(job.fields, u"max_upload_records", kDefaultRecords);
    limits.bytes = std::min(limitOf(job.fields, u"max_upload_bytes", kDefaultBytes), kDefaultBytes);
    limits.intervalMs = static_cast<std::int64_t>(limitOf(job.fields, u"max_upload_interval_seconds", kDefaultIntervalMs / 1000)) * 1000;
    return JobPlan {job.destination(), *std::move(filter), *std::move(output), limits};
}

bool takesTraceEvents(const Job& job)
{
    return job.zoneId.isEmpty() && job.dataset() == u"workers_trace_events";
}

} // namespace tracedeck::sandbox
