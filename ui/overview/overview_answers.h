#pragma once

#include "base/result.h"
#include "logpush/filter.h"
#include "store/answers.h"
#include "store/snapshot.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace tracedeck::ui {

/// The numbers that are compared with the span before.
struct OverviewTotals {
    /// Of a duration over the whole span.
    struct Spread {
        std::int64_t p50 = 0, p95 = 0, p99 = 0;
    };
    std::uint64_t events = 0, failures = 0;
    std::optional<Spread> wall, cpu; ///< nullopt where no event has the number
};

/// Everything the overview shows, from one snapshot and one range: so its numbers agree.
struct OverviewAnswers {
    TimeRange asked; ///< as the scope holds it; may be all
    TimeRange range; ///< the same, bounded
    TimeRange span;  ///< what the charts show: grown to bucket borders
    std::int64_t bucketMs = 1;
    OverviewTotals now;
    std::optional<OverviewTotals> before; ///< the span of equal length before, where the store reaches back far enough
    std::uint64_t untimed = 0;            ///< events that no chart over time can show
    store::ValueCounts levels;            ///< console lines
    store::Histogram outcomes;            ///< by OutcomeSlice
    store::Histogram failures;            ///< one series
    store::PercentileSeries wall, cpu;    ///< p50, p95, p99
    std::vector<store::ScriptSummary> workers;
    store::ExceptionGroups groups;
    std::vector<store::VersionMark> marks;

    /// Less than half of this bucket is in the range: too little to compare with its neighbours.
    [[nodiscard]] bool isPartial(std::size_t bucket) const;
    [[nodiscard]] std::uint64_t logLines() const;
    [[nodiscard]] std::size_t workersFailing() const;
};

/// What counts as failed, as a filter: any exception, or an outcome that is neither ok nor canceled (events::isFailure).
[[nodiscard]] logpush::Filter failureFilter();

/// Asks all of it; `effective` bounds the charts where `asked` is all. Runs on the calling thread.
[[nodiscard]] Result<OverviewAnswers> answerOverview(const store::Snapshot& snapshot, TimeRange asked, TimeRange effective,
                                                     const std::stop_token& stop = {});

} // namespace tracedeck::ui
