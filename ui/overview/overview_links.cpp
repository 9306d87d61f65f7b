#include "overview/overview_links.h"

namespace tracedeck::ui {

namespace {

using logpush::FilterValue;
using logpush::Operator;

EventsLink linkTo(const OverviewAnswers& answers, store::Column column, Operator op, std::vector<FilterValue> values)
{
    logpush::Condition condition {std::string {store::nameOf(column)}, op, std::move(values)};
    return {answers.asked, logpush::withCondition({}, std::move(condition)), {}};
}

} // namespace

EventsLink linkToAll(const OverviewAnswers& answers)
{
    return {answers.asked, {}, {}};
}

EventsLink linkToFailures(const OverviewAnswers& answers)
{
    return {answers.asked, failureFilter(), {}};
}

EventsLink linkToLogLines(const OverviewAnswers& answers)
{
    std::vector<FilterValue> levels;
    for (const auto& level : answers.levels.values)
        levels.emplace_back(level.value);
    return linkTo(answers, store::Column::Level, Operator::In, std::move(levels));
}

EventsLink linkToSlices(const OverviewAnswers& answers, const std::vector<std::string>& slices, TimeRange within)
{
    const bool all = slices.size() == answers.outcomes.series.size();
    auto link = all ? linkToAll(answers) : linkTo(answers, store::Column::OutcomeSlice, Operator::In, {slices.begin(), slices.end()});
    if (!within.isAll())
        link.range = within;
    return link;
}

EventsLink linkToWorker(const OverviewAnswers& answers, const std::string& worker)
{
    return linkTo(answers, store::Column::ScriptName, Operator::Eq, {worker});
}

EventsLink linkToSlow(const OverviewAnswers& answers, store::Column duration, std::int64_t ms)
{
    return linkTo(answers, duration, Operator::Geq, {ms});
}

} // namespace tracedeck::ui
