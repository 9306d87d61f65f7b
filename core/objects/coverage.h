#pragma once

#include "objects/coverage_cells.h"
#include "objects/coverage_lag.h"
#include "objects/coverage_rate.h"

#include <optional>
#include <vector>

namespace tracedeck::objects {

/// A stretch that no window covers.
struct Gap {
    TimeRange range;
    GapVerdict verdict = GapVerdict::Unclear;
    SilenceOdds odds;
    bool isOpen = false;                     ///< still growing: nothing newer has arrived
    std::optional<std::uint64_t> counted {}; ///< runs inside of it, where Cloudflare was asked
    [[nodiscard]] bool isMissing() const { return verdict == GapVerdict::Suspicious || verdict == GapVerdict::Certain; }
};

/// Late objects whose windows follow each other.
struct LateRun {
    TimeRange range;
    std::uint32_t objects = 0, catchUps = 0;
    std::int64_t worstLagMs = 0;
};

/// The object that should come next, were all as usual.
struct NextFile {
    TimeRange window;
    std::int64_t expectedMs = 0; ///< when it should be in the bucket
};

struct CoverageQuestion {
    std::int64_t start = 0, cellMs = 60'000; ///< cells from `start` on
    std::size_t cells = 0;
    std::int64_t lagBucketMs = 60'000;
    std::int64_t nowMs = 0;
    [[nodiscard]] TimeRange range() const { return {start, start + cellMs * static_cast<std::int64_t>(cells)}; }
};

/// How a stretch of time was delivered, from one listing alone.
struct Coverage {
    TimeRange due; ///< what of the range should have arrived by now: from the first known window on; without length where nothing is due
    std::int64_t minutes = 0, coveredMinutes = 0; ///< whole minutes of `due`, and those of them that a window touches
    std::int64_t missingMs = 0, lateMs = 0, overlapMs = 0;
    std::uint64_t files = 0; ///< that reach into the range
    std::uint32_t lateFiles = 0, catchUps = 0, overlappingFiles = 0, unnamedFiles = 0;
    std::vector<Gap> gaps; ///< of the range, ascending; all verdicts
    std::vector<LateRun> late;
    std::optional<LagSpread> lag;
    LagSeries lags;
    CellGrid cells;
    std::int64_t stepMs = 60'000; ///< what the gaps were measured in
    std::optional<NextFile> next; ///< nullopt where there is no named object
};

/// Any thread; fails only when stopped. `rate` is of the same log.
[[nodiscard]] Result<Coverage> coverageOf(const DeliveryLog& log, const LearnedRate& rate, const CoverageQuestion& question,
                                          const std::stop_token& stop = {});

/// The deliveries that reach into a range, named ones first, each in order of time.
[[nodiscard]] std::vector<Delivery> deliveriesIn(const DeliveryLog& log, TimeRange range);

} // namespace tracedeck::objects
