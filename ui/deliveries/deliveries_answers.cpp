#include "deliveries/deliveries_answers.h"

#include <algorithm>
#include <array>

namespace tracedeck::ui {

namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;
constexpr std::int64_t kSeenAsMissing = kMinute / 2; ///< so much of a gap marks a cell that has files too

constexpr std::array kShapes {
    SpanShape {6, 60, kMinute, 5 * kMinute, 10, 6},
    SpanShape {24, 60, kMinute, 15 * kMinute, 10, 6},
    SpanShape {7, 288, 5 * kMinute, 2 * kHour, 72, 4},
    SpanShape {30, 96, 15 * kMinute, 6 * kHour, 24, 4},
};

std::int64_t commonMs(TimeRange a, TimeRange b)
{
    return std::max<std::int64_t>(0, std::min(a.to, b.to) - std::max(a.from, b.from));
}

CellState stateOf(const objects::Coverage& coverage, std::size_t cell, std::int64_t missingMs)
{
    const objects::Cell& counted = coverage.cells.cells[cell];
    const TimeRange range = coverage.cells.rangeOf(cell);
    const std::uint32_t named = counted.files - counted.unnamedFiles;
    if (missingMs > 0 && (named == 0 || missingMs >= kSeenAsMissing))
        return CellState::Missing;
    if (named > 0)
        return counted.lateFiles > 0 ? CellState::Late : CellState::Arrived;
    if (coverage.next && commonMs(range, coverage.next->window) > 0 && range.to > coverage.due.to)
        return CellState::Expected;
    if (coverage.due.lengthMs() <= 0 || range.to <= coverage.due.from)
        return CellState::Before;
    return range.from >= coverage.due.to ? CellState::Ahead : CellState::NoTraffic;
}

std::vector<CellState> statesOf(const objects::Coverage& coverage)
{
    std::vector<std::int64_t> missing(coverage.cells.cells.size(), 0);
    const TimeRange all = coverage.cells.range();
    for (const objects::Gap& gap : coverage.gaps) {
        if (!gap.isMissing())
            continue;
        const std::int64_t from = std::max(gap.range.from, all.from), to = std::min(gap.range.to, all.to);
        for (std::int64_t at = from; at < to;) {
            const auto cell = static_cast<std::size_t>((at - all.from) / coverage.cells.width);
            const std::int64_t end = std::min(to, coverage.cells.rangeOf(cell).to);
            missing[cell] += end - at;
            at = end;
        }
    }
    std::vector<CellState> states;
    states.reserve(missing.size());
    for (std::size_t cell = 0; cell < missing.size(); ++cell)
        states.push_back(stateOf(coverage, cell, missing[cell]));
    return states;
}

std::vector<Incident> incidentsOf(const objects::Coverage& coverage)
{
    std::vector<Incident> incidents;
    for (auto gap = coverage.gaps.rbegin(); gap != coverage.gaps.rend(); ++gap)
        if (gap->isMissing())
            incidents.push_back({gap->range, gap->verdict, gap->odds, gap->isOpen, {}, gap->counted});
    for (auto run = coverage.late.rbegin(); run != coverage.late.rend(); ++run)
        incidents.push_back({run->range, objects::GapVerdict::Quiet, {}, false, *run, {}});
    return incidents;
}

FileLine lineOf(const DeliveriesAnswer& answer, const objects::Delivery& delivery)
{
    const objects::ListedObject& object = answer.listing->objects[delivery.listed];
    return {delivery.isInstant ? TimeRange {delivery.window.from, delivery.window.from} : delivery.window,
            object.key,
            delivery.size,
            delivery.rows,
            delivery.lagMs,
            0,
            delivery.isLate,
            delivery.isNamed};
}

} // namespace

const SpanShape& shapeOf(DeliveriesSpan span)
{
    return kShapes[static_cast<std::size_t>(span)];
}

TimeRange rangeOf(DeliveriesSpan span, std::int64_t nowMs)
{
    const SpanShape& shape = shapeOf(span);
    const std::int64_t to = (nowMs / shape.rowMs() + 1) * shape.rowMs();
    return {to - shape.lengthMs(), to};
}

std::size_t DeliveriesAnswer::missing() const
{
    return static_cast<std::size_t>(std::ranges::count_if(incidents, &Incident::isMissing));
}

Result<DeliveriesAnswer> answerDeliveries(SharedListing listing, DeliveriesSpan span, std::int64_t nowMs, const std::stop_token& stop,
                                          const std::vector<objects::CountedRuns>& counts)
{
    auto log = objects::deliveryLogOf(*listing, stop);
    if (!log)
        return tl::unexpected<Error>(log.error());
    const SpanShape& shape = shapeOf(span);
    const objects::LearnedRate rate(log->covered, log->usualWindowMs);
    auto coverage = objects::coverageOf(
        *log, rate,
        {rangeOf(span, nowMs).from, shape.cellMs, static_cast<std::size_t>(shape.rows * shape.columns), shape.lagBucketMs, nowMs}, stop);
    if (!coverage)
        return tl::unexpected<Error>(coverage.error());
    objects::applyCounts(*coverage, counts);
    DeliveriesAnswer answer;
    answer.states = statesOf(*coverage);
    answer.incidents = incidentsOf(*coverage);
    answer.listing = std::move(listing);
    answer.log = std::move(*log);
    answer.coverage = std::move(*coverage);
    answer.span = span;
    answer.nowMs = nowMs;
    return answer;
}

std::vector<FileLine> filesIn(const DeliveriesAnswer& answer, TimeRange range)
{
    std::vector<FileLine> lines;
    for (const objects::Delivery& delivery : objects::deliveriesIn(answer.log, range))
        lines.push_back(lineOf(answer, delivery));
    for (const objects::Gap& gap : answer.coverage.gaps) {
        if (!gap.isMissing() || commonMs(gap.range, range) == 0)
            continue;
        FileLine line;
        line.window = gap.range;
        line.missingSteps = gap.odds.steps;
        lines.push_back(line);
    }
    std::ranges::stable_sort(lines, {}, [](const FileLine& line) { return line.window.from; });
    return lines;
}

} // namespace tracedeck::ui
