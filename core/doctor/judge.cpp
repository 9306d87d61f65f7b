#include "doctor/judge.h"

#include "access/findings.h"

#include <algorithm>

namespace tracedeck::doctor {

namespace {

constexpr std::int64_t kJustNowMs = 3'600'000;

constexpr std::array kJudges {judgeToken,  judgeRole, judgePlan, judgeJob,     judgeEnabled,      judgePush,      judgeDestination,
                              judgeFilter, judgeFlag, judgeFile, judgeTraffic, judgeNewestObject, judgeFirstEvent};
static_assert(kJudges.size() == kProbes.size());

} // namespace

bool Bench::hasCause() const
{
    return std::ranges::any_of(before, [](const Finding& each) { return each.verdict == Verdict::Cause; });
}

bool Bench::isFound(Probe probe, Reason reason) const
{
    return std::ranges::any_of(before, [=](const Finding& each) { return each.probe == probe && each.reason == reason; });
}

bool Bench::arrives() const
{
    if (!facts.events || !facts.events->answer)
        return false;
    const EventsFound& events = *facts.events->answer;
    return events.ofWorker > 0 && events.lastMs && *events.lastMs > facts.nowMs - kJustNowMs;
}

Finding Bench::unasked() const
{
    return found(hasCause() ? Reason::WaitsForFix : Reason::Waiting);
}

Finding Bench::unanswered(const access::Evidence& evidence, const Error& error) const
{
    const bool isTokens = isFound(Probe::Token, Reason::TokenBad) || isFound(Probe::Token, Reason::AccountWrong);
    return found(isTokens ? Reason::WaitsForFix : reasonOf(error), {}, {evidence});
}

Finding found(Reason reason, Figures figures, std::vector<access::Evidence> evidence)
{
    Finding finding;
    finding.reason = reason;
    finding.verdict = verdictOf(reason);
    finding.figures = std::move(figures);
    finding.evidence = std::move(evidence);
    return finding;
}

Finding found(Reason reason, const access::Verdict& verdict, access::Step step)
{
    Finding finding = found(reason, {}, verdict.evidence);
    finding.access = verdict;
    finding.access->evidence.clear();
    finding.accessStep = step;
    return finding;
}

Reason reasonOf(access::Cause cause)
{
    switch (cause) {
    case access::Cause::NoConnection: return Reason::NoConnection;
    case access::Cause::NotTheApi: return Reason::NotTheApi;
    case access::Cause::ServerTrouble: return Reason::ServerTrouble;
    case access::Cause::RateLimited: return Reason::RateLimited;
    default: return Reason::Refused;
    }
}

Reason reasonOf(const Error& error)
{
    if (access::isRefusal(error) && (error.status == 401 || error.status == 403))
        return Reason::NeedsPermission;
    return reasonOf(access::causeOf(error));
}

std::vector<Finding> judge(const Examination& facts)
{
    std::vector<Finding> findings;
    for (const Probe probe : kProbes) {
        const Bench bench {facts, findings};
        Finding finding = kJudges[static_cast<std::size_t>(probe)](bench);
        finding.probe = probe;
        if (finding.verdict == Verdict::Cause && bench.hasCause())
            finding.verdict = Verdict::AlsoFix;
        findings.push_back(std::move(finding));
    }
    return findings;
}

} // namespace tracedeck::doctor
