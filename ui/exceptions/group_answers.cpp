#include "exceptions/group_answers.h"

#include "base/gathering.h"
#include "charts/bucket_width.h"
#include "store/selection.h"

#include <algorithm>
#include <unordered_map>

namespace tracedeck::ui {

namespace {

constexpr std::size_t kSparkBuckets = 32;
constexpr std::size_t kMostBars = 120;
constexpr std::size_t kValueLimit = 1000;
constexpr std::size_t kQuietVersions = 6; ///< versions without the group that are still worth a line
constexpr std::uint64_t kSamples = 50;
constexpr std::size_t kLastLines = 8;

std::optional<double> share(std::uint64_t events, std::uint64_t invocations)
{
    if (invocations == 0)
        return std::nullopt;
    return static_cast<double>(events) / static_cast<double>(invocations);
}

logpush::Filter workersFilter(const store::ExceptionGroup& group)
{
    logpush::Condition condition {std::string {store::nameOf(store::Column::ScriptName)}, logpush::Operator::In, {}};
    for (const auto& script : group.scripts)
        condition.values.emplace_back(script.value);
    return logpush::withCondition({}, std::move(condition));
}

/// Invocations by value beside the group's events; values without the group are kept while they are few.
std::vector<RateRow> rates(const std::vector<store::ValueCount>& having, const store::ValueCounts& invocations, std::size_t quiet)
{
    std::unordered_map<std::string_view, std::uint64_t> events;
    for (const auto& value : having)
        events.emplace(value.value, value.events);
    std::vector<RateRow> rows;
    for (const auto& value : invocations.values) {
        const auto found = events.find(value.value);
        if (found != events.end())
            rows.push_back({value.value, found->second, value.events});
        else if (quiet > 0)
            rows.push_back({value.value, 0, value.events}), --quiet;
    }
    std::ranges::stable_sort(rows, std::greater {}, &RateRow::events);
    return rows;
}

std::vector<store::VersionMark> marksOf(const store::ExceptionGroup& group, std::vector<store::VersionMark> marks)
{
    std::erase_if(marks, [&](const auto& mark) {
        return std::ranges::find(group.scripts, mark.scriptName, &store::ValueCount::value) == group.scripts.end();
    });
    return marks;
}

void readEvidence(GroupAnswers& answers, const store::Snapshot& snapshot)
{
    const auto line = store::recordJson(snapshot, answers.group.newest);
    if (!line) {
        answers.noEvidence = line.error();
        return;
    }
    const auto event = events::parseEvent(*line);
    if (event)
        answers.evidence = evidenceOf(*event, answers.group);
    else
        answers.noEvidence = event.error();
}

} // namespace

std::optional<double> RateRow::rate() const
{
    return share(events, invocations);
}

std::optional<double> GroupAnswers::rate() const
{
    return share(group.events, invocations);
}

logpush::Filter groupFilter(events::GroupKey key)
{
    return logpush::withCondition({}, {std::string {store::nameOf(store::Column::Group)}, logpush::Operator::Eq, {events::keyText(key)}});
}

Result<store::ExceptionGroups> answerGroups(const store::Snapshot& snapshot, TimeRange asked, TimeRange effective,
                                            const std::stop_token& stop)
{
    store::Query query;
    query.range = asked;
    const auto all = store::select(snapshot, query, stop);
    if (!all)
        return fail(all.error());
    return store::exceptionGroups(*all, effective, kSparkBuckets, stop);
}

Result<GroupAnswers> answerGroup(const store::Snapshot& snapshot, TimeRange asked, TimeRange effective, const store::ExceptionGroup& group,
                                 const std::stop_token& stop)
{
    GroupAnswers answers;
    answers.group = group;
    answers.bucketMs = bucketWidthFor(effective.lengthMs(), kMostBars);
    answers.span = alignedToBuckets(effective, answers.bucketMs);

    Gathering gathering;
    store::Query query;
    query.range = asked;
    query.filter = groupFilter(group.key);
    store::Selection having, workers;
    gathering.into(having, store::select(snapshot, query, stop));
    query.filter = workersFilter(group);
    gathering.into(workers, store::select(snapshot, query, stop));
    if (gathering.failed())
        return fail(gathering.error());

    store::ValueCounts byVersion, byWorker;
    gathering.into(answers.overTime, store::histogram(having, answers.span, answers.bucketMs, store::Column::OutcomeSlice, stop));
    gathering.into(answers.samples, store::page(having, 0, kSamples, stop));
    gathering.into(byVersion, store::countValues(workers, store::Column::Version, kValueLimit, stop));
    gathering.into(byWorker, store::countValues(workers, store::Column::ScriptName, kValueLimit, stop));
    gathering.into(answers.marks, store::versionMarks(workers, stop));
    if (gathering.failed())
        return fail(gathering.error());
    answers.invocations = workers.count();
    answers.marks = marksOf(group, std::move(answers.marks));
    answers.versions = rates(group.versions, byVersion, kQuietVersions);
    answers.workers = rates(group.scripts, byWorker, 0);
    readEvidence(answers, snapshot);
    return answers;
}

GroupEvidence evidenceOf(const events::Event& event, const store::ExceptionGroup& group)
{
    GroupEvidence evidence;
    evidence.timestampMs = event.timestampMs;
    const auto from = event.logs.size() - std::min(event.logs.size(), kLastLines);
    evidence.lastLines.assign(event.logs.begin() + static_cast<std::ptrdiff_t>(from), event.logs.end());
    if (group.ofOutcome || event.exceptions.empty()) {
        evidence.name = group.name;
        evidence.message = group.message;
        return evidence;
    }
    const auto inGroup = [&](const events::Exception& e) { return events::groupKey(e.name, e.message, e.stack) == group.key; };
    const auto found = std::ranges::find_if(event.exceptions, inGroup);
    const auto& exception = found != event.exceptions.end() ? *found : event.exceptions.front();
    evidence.name = exception.name;
    evidence.message = exception.message;
    evidence.stack = exception.stack;
    evidence.frames = events::parseStack(exception.stack).frames;
    evidence.reason = events::groupReason(exception.name, exception.message, exception.stack);
    return evidence;
}

} // namespace tracedeck::ui
