#pragma once

#include "objects/coverage.h"

namespace tracedeck::objects {

/// What Cloudflare counted inside of a gap, of Workers whose events should have been delivered.
struct CountedRuns {
    TimeRange gap; ///< of `Gap`
    std::uint64_t runs = 0;
};

/// The part of a gap in which a run can be in no file beside it: windows are named by the time of processing, so that what ran near an edge
/// may be in the next one. nullopt where nothing is left.
[[nodiscard]] std::optional<TimeRange> insideOf(const Gap& gap, std::int64_t stepMs);

/// Those that counting would say more about, newest first: closed, long enough, and not quiet by the learned rate.
[[nodiscard]] std::vector<Gap> gapsToCount(const Coverage& coverage, std::size_t most = 12);

/// A gap inside of which something ran is certain; where nothing was counted it stays what it was, since counts are sampled.
void applyCounts(Coverage& coverage, const std::vector<CountedRuns>& counts);

} // namespace tracedeck::objects
