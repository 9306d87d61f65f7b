#pragma once

#include "base/result.h"
#include "jobs/job_view.h"
#include "objects/coverage_log.h"

#include <stop_token>

namespace tracedeck::ui {

/// How the last 24 hours of a job were, from a listing of where it delivers to. Events a month are those of the files that were read, and
/// only told where all of the day were. Any thread; fails only when stopped.
[[nodiscard]] Result<JobDelivery> jobDeliveryOf(std::int64_t jobId, const objects::Listing& listing, std::int64_t nowMs,
                                                const std::stop_token& stop = {});

} // namespace tracedeck::ui
