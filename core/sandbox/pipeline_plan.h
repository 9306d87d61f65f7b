#pragma once

#include "delivery/object_writer.h"
#include "delivery/record_output.h"
#include "logpush/filter.h"
#include "sandbox/state.h"

namespace tracedeck::sandbox {

/// What a job asks of the pipeline, read once. A value.
struct JobPlan {
    QString destination;
    logpush::Filter filter;
    delivery::RecordOutput output;
    delivery::BatchLimits limits;
};

/// BadFilter, BadValue where a field is not what it must be.
[[nodiscard]] Result<JobPlan> planFor(const Job& job);
/// Jobs of the account for workers_trace_events; no others get records here.
[[nodiscard]] bool takesTraceEvents(const Job& job);

} // namespace tracedeck::sandbox
