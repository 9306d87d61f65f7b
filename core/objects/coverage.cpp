#include "objects/coverage.h"

#include <algorithm>

namespace tracedeck::objects {

namespace {

constexpr std::int64_t kMinute = 60'000;

std::int64_t floorTo(std::int64_t ms, std::int64_t step)
{
    const std::int64_t rest = ms % step;
    return ms - (rest < 0 ? rest + step : rest);
}

TimeRange common(TimeRange a, TimeRange b)
{
    const TimeRange both {std::max(a.from, b.from), std::min(a.to, b.to)};
    return both.from < both.to ? both : TimeRange {both.from, both.from};
}

bool reachesInto(const Delivery& delivery, TimeRange range)
{
    return delivery.window.from < range.to && delivery.window.to > range.from;
}

/// Until when files should have arrived by now; what already has counts in any case.
std::int64_t dueUntil(const DeliveryLog& log, const std::optional<LagSpread>& lag, std::int64_t nowMs)
{
    const std::int64_t patience = std::max(kLateMs, lag ? lag->p95 : 0) + log.usualWindowMs;
    return std::max(log.covered.back().to, nowMs - patience);
}

TimeRange dueRange(const DeliveryLog& log, const CoverageQuestion& question, const std::optional<LagSpread>& lag)
{
    const TimeRange range = question.range();
    if (log.covered.empty())
        return {range.from, range.from};
    return common(range, {log.covered.front().from, dueUntil(log, lag, question.nowMs)});
}

void countMinutes(Coverage& coverage, const std::vector<TimeRange>& covered)
{
    const std::int64_t from = floorTo(coverage.due.from, kMinute), to = floorTo(coverage.due.to + kMinute - 1, kMinute);
    coverage.minutes = (to - from) / kMinute;
    std::int64_t counted = from; // minutes before this one are counted
    for (const TimeRange& span : covered) {
        const std::int64_t first = std::max(floorTo(std::max(span.from, from), kMinute), counted);
        const std::int64_t end = std::min(floorTo(std::min(span.to, to) + kMinute - 1, kMinute), to);
        if (end <= first)
            continue;
        coverage.coveredMinutes += (end - first) / kMinute;
        counted = end;
    }
}

/// `whole`: the stretch as it is in the listing; the part of it that is in the range is what is shown.
void addGap(Coverage& coverage, const LearnedRate& rate, TimeRange whole, bool isOpen)
{
    const TimeRange inRange = common(whole, coverage.due);
    if (inRange.lengthMs() <= 0)
        return;
    const SilenceOdds odds = rate.oddsOf(whole);
    coverage.gaps.push_back({inRange, verdictOf(odds), odds, isOpen, {}});
    if (coverage.gaps.back().isMissing())
        coverage.missingMs += inRange.lengthMs();
}

void findGaps(Coverage& coverage, const DeliveryLog& log, const LearnedRate& rate)
{
    for (std::size_t i = 1; i < log.covered.size(); ++i)
        addGap(coverage, rate, {log.covered[i - 1].to, log.covered[i].from}, false);
    if (!log.covered.empty())
        addGap(coverage, rate, {log.covered.back().to, coverage.due.to}, true);
}

void addLate(Coverage& coverage, const Delivery& delivery, std::int64_t stepMs)
{
    ++coverage.lateFiles;
    coverage.catchUps += delivery.isCatchUp ? 1 : 0;
    if (coverage.late.empty() || delivery.window.from > coverage.late.back().range.to + stepMs)
        coverage.late.push_back({delivery.window, 0, 0, 0});
    LateRun& run = coverage.late.back();
    run.range.to = std::max(run.range.to, delivery.window.to);
    ++run.objects;
    run.catchUps += delivery.isCatchUp ? 1 : 0;
    run.worstLagMs = std::max(run.worstLagMs, delivery.lagMs);
}

void countFiles(Coverage& coverage, const DeliveryLog& log, TimeRange range)
{
    std::vector<std::int64_t> lags;
    std::int64_t reached = range.from, lateReached = range.from; // up to where windows, and late ones, have come
    for (const Delivery& delivery : log.named) {
        if (!reachesInto(delivery, range))
            continue;
        const TimeRange part = common(delivery.window, range);
        ++coverage.files;
        lags.push_back(delivery.lagMs);
        coverage.overlapMs += std::max<std::int64_t>(0, std::min(reached, part.to) - part.from);
        coverage.overlappingFiles += part.from < reached ? 1 : 0;
        reached = std::max(reached, part.to);
        if (delivery.isLate) {
            addLate(coverage, delivery, coverage.stepMs);
            coverage.lateMs += std::max<std::int64_t>(0, part.to - std::max(part.from, lateReached));
            lateReached = std::max(lateReached, part.to);
        }
    }
    for (const Delivery& delivery : log.unnamed) {
        if (reachesInto(delivery, range)) {
            ++coverage.files;
            ++coverage.unnamedFiles;
        }
    }
    coverage.lag = spreadOf(lags);
}

std::optional<NextFile> nextFile(const DeliveryLog& log, const std::optional<LagSpread>& lag)
{
    if (log.covered.empty())
        return std::nullopt;
    const std::int64_t from = log.covered.back().to;
    const TimeRange window {from, from + log.usualWindowMs};
    return NextFile {window, window.to + (lag ? lag->p50 : 0)};
}

} // namespace

Result<Coverage> coverageOf(const DeliveryLog& log, const LearnedRate& rate, const CoverageQuestion& question, const std::stop_token& stop)
{
    Coverage coverage;
    coverage.stepMs = rate.stepMs();
    countFiles(coverage, log, question.range());
    coverage.due = dueRange(log, question, coverage.lag);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled);
    countMinutes(coverage, log.covered);
    findGaps(coverage, log, rate);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled);
    const std::int64_t length = question.range().lengthMs(), bucket = std::max<std::int64_t>(1, question.lagBucketMs);
    coverage.lags = lagsOverTime(log.named, question.start, bucket, static_cast<std::size_t>((length + bucket - 1) / bucket));
    coverage.cells = cellsOf(log, question.start, question.cellMs, question.cells);
    coverage.next = nextFile(log, coverage.lag);
    return coverage;
}

std::vector<Delivery> deliveriesIn(const DeliveryLog& log, TimeRange range)
{
    std::vector<Delivery> found;
    for (const auto* all : {&log.named, &log.unnamed}) {
        const auto end = std::ranges::lower_bound(*all, range.to, {}, [](const Delivery& one) { return one.window.from; });
        std::copy_if(all->begin(), end, std::back_inserter(found), [range](const Delivery& one) { return reachesInto(one, range); });
    }
    return found;
}

} // namespace tracedeck::objects
