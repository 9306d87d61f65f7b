#pragma once

#include "doctor/examination.h"

namespace tracedeck::doctor {

/// The job that is examined: the one that is asked for, else the one that serves the Worker best (on, keeps it, leads to where is read,
/// without an error; the oldest of several). Null where there is none.
[[nodiscard]] const cloudflare::LogpushJob* chosenJob(const Examination& facts);

/// How what a job writes lies to what is read.
enum class Fit : std::uint8_t { Same, Elsewhere, NotComparable };
[[nodiscard]] Fit fitOf(const cloudflare::LogpushJob& job, const ReadPlace& place);
/// Of all jobs that are on: Elsewhere only where each is.
[[nodiscard]] Fit fitOf(const Examination& facts);

/// "tracedeck-logs/workers" of a job that writes into a bucket; "" of others.
[[nodiscard]] QString placeOf(const cloudflare::LogpushJob& job);
[[nodiscard]] QString placeOf(const ReadPlace& place);

} // namespace tracedeck::doctor
