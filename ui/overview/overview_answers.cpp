#include "overview/overview_answers.h"

#include "base/gathering.h"
#include "charts/bucket_width.h"
#include "store/selection.h"

#include <algorithm>
#include <array>

namespace tracedeck::ui {

namespace {

constexpr std::size_t kSparkBuckets = 32;
constexpr std::size_t kMostBars = 120;
constexpr std::size_t kLevelLimit = 16;
constexpr std::array kPercents {50.0, 95.0, 99.0};

std::optional<OverviewTotals::Spread> spread(const std::vector<store::Percentiles>& all)
{
    if (all.empty() || all.front().count == 0 || all.front().percentiles.size() != kPercents.size())
        return std::nullopt;
    const auto& values = all.front().percentiles;
    return OverviewTotals::Spread {values[0].value, values[1].value, values[2].value};
}

std::vector<double> percents()
{
    return {kPercents.begin(), kPercents.end()};
}

store::Query query(TimeRange range, logpush::Filter filter = {})
{
    store::Query query;
    query.range = range;
    query.filter = std::move(filter);
    return query;
}

/// One span seen twice: all of it, and what failed in it.
struct Both {
    store::Selection all, failing;
};

Both selectBoth(Gathering& gathering, const store::Snapshot& snapshot, TimeRange range, const std::stop_token& stop)
{
    Both both;
    gathering.into(both.all, store::select(snapshot, query(range), stop));
    gathering.into(both.failing, store::select(snapshot, query(range, failureFilter()), stop));
    return both;
}

OverviewTotals totals(Gathering& gathering, const Both& both, const std::stop_token& stop)
{
    std::vector<store::Percentiles> wall, cpu;
    gathering.into(wall, store::percentiles(both.all, store::Column::WallTimeMs, percents(), std::nullopt, stop));
    gathering.into(cpu, store::percentiles(both.all, store::Column::CPUTimeMs, percents(), std::nullopt, stop));
    return {.events = both.all.count(), .failures = both.failing.count(), .wall = spread(wall), .cpu = spread(cpu)};
}

/// The span before, if the store has all of it: half a span would look like growth.
std::optional<TimeRange> spanBefore(const store::Snapshot& snapshot, TimeRange asked)
{
    const auto held = snapshot.timeSpan();
    if (asked.isAll() || !held)
        return std::nullopt;
    const TimeRange before {asked.from - asked.lengthMs(), asked.from};
    return before.from >= held->from ? std::optional {before} : std::nullopt;
}

/// A few events at the edge of a range make percentiles that mean nothing.
void dropPartial(const OverviewAnswers& answers, store::PercentileSeries& series)
{
    for (auto& line : series.lines)
        for (std::size_t i = 0; i < line.size(); ++i)
            if (answers.isPartial(i))
                line[i] = std::nullopt;
}

} // namespace

bool OverviewAnswers::isPartial(std::size_t bucket) const
{
    const auto from = span.from + static_cast<std::int64_t>(bucket) * bucketMs;
    const auto inside = std::min(from + bucketMs, range.to) - std::max(from, range.from);
    return inside * 2 < bucketMs && span.lengthMs() > bucketMs;
}

std::uint64_t OverviewAnswers::logLines() const
{
    std::uint64_t lines = 0;
    for (const auto& level : levels.values)
        lines += level.count;
    return lines;
}

std::size_t OverviewAnswers::workersFailing() const
{
    return static_cast<std::size_t>(std::ranges::count_if(workers, [](const auto& worker) { return worker.failures > 0; }));
}

logpush::Filter failureFilter()
{
    using store::Column;
    const auto key = [](Column column) { return std::string {store::nameOf(column)}; };
    const std::vector<logpush::FilterValue> fine {std::string {"ok"}, std::string {"canceled"}, std::string {}};
    logpush::AnyOf any;
    any.nodes.push_back({logpush::Condition {key(Column::HasException), logpush::Operator::Eq, {std::string {"true"}}}});
    any.nodes.push_back({logpush::Condition {key(Column::Outcome), logpush::Operator::NotIn, fine}});
    return {logpush::FilterNode {logpush::AllOf {{logpush::FilterNode {std::move(any)}}}}};
}

Result<OverviewAnswers> answerOverview(const store::Snapshot& snapshot, TimeRange asked, TimeRange effective, const std::stop_token& stop)
{
    OverviewAnswers answers;
    answers.asked = asked;
    answers.range = effective;
    answers.bucketMs = bucketWidthFor(effective.lengthMs(), kMostBars);
    answers.span = alignedToBuckets(effective, answers.bucketMs);

    Gathering gathering;
    const auto both = selectBoth(gathering, snapshot, asked, stop);
    if (gathering.failed())
        return fail(gathering.error());
    answers.now = totals(gathering, both, stop);
    if (const auto before = spanBefore(snapshot, asked)) {
        const auto earlier = selectBoth(gathering, snapshot, *before, stop);
        if (gathering.failed())
            return fail(gathering.error());
        answers.before = totals(gathering, earlier, stop);
    }

    const auto& all = both.all;
    const auto span = answers.span;
    const auto width = answers.bucketMs;
    gathering.into(answers.outcomes, store::histogram(all, span, width, store::Column::OutcomeSlice, stop));
    gathering.into(answers.failures, store::histogram(both.failing, span, width, std::nullopt, stop));
    gathering.into(answers.wall, store::percentilesOverTime(all, store::Column::WallTimeMs, percents(), span, width, stop));
    gathering.into(answers.cpu, store::percentilesOverTime(all, store::Column::CPUTimeMs, percents(), span, width, stop));
    gathering.into(answers.levels, store::countValues(all, store::Column::Level, kLevelLimit, stop));
    gathering.into(answers.workers, store::scriptSummaries(all, effective, kSparkBuckets, stop));
    gathering.into(answers.groups, store::exceptionGroups(all, effective, kSparkBuckets, stop));
    gathering.into(answers.marks, store::versionMarks(all, stop));
    if (gathering.failed())
        return fail(gathering.error());
    dropPartial(answers, answers.wall);
    dropPartial(answers, answers.cpu);
    answers.untimed = answers.now.events - std::min(answers.now.events, answers.outcomes.total);
    return answers;
}

} // namespace tracedeck::ui
