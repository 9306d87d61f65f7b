#include "objects/coverage_counts.h"

#include <algorithm>

namespace tracedeck::objects {

namespace {

constexpr std::int64_t kLeastMargin = 120'000;

} // namespace

std::optional<TimeRange> insideOf(const Gap& gap, std::int64_t stepMs)
{
    const std::int64_t margin = std::max(kLeastMargin, 2 * stepMs);
    const TimeRange inside {gap.range.from + margin, gap.range.to - margin};
    return inside.to > inside.from ? std::optional(inside) : std::nullopt;
}

std::vector<Gap> gapsToCount(const Coverage& coverage, std::size_t most)
{
    std::vector<Gap> gaps;
    for (auto gap = coverage.gaps.rbegin(); gap != coverage.gaps.rend() && gaps.size() < most; ++gap) {
        if (!gap->isOpen && gap->verdict != GapVerdict::Quiet && insideOf(*gap, coverage.stepMs))
            gaps.push_back(*gap);
    }
    return gaps;
}

void applyCounts(Coverage& coverage, const std::vector<CountedRuns>& counts)
{
    for (Gap& gap : coverage.gaps) {
        const auto found = std::ranges::find(counts, gap.range, &CountedRuns::gap);
        if (found == counts.end() || gap.isOpen)
            continue;
        gap.counted = found->runs;
        if (found->runs == 0)
            continue;
        if (!gap.isMissing())
            coverage.missingMs += gap.range.lengthMs();
        gap.verdict = GapVerdict::Certain;
    }
}

} // namespace tracedeck::objects
