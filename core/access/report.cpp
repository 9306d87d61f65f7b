#include "access/report.h"

#include "access/judge.h"

#include <algorithm>

namespace tracedeck::access {

namespace {

constexpr std::array kCanNames {"see_jobs", "change_jobs", "see_workers", "switch_workers", "read_logs"};
static_assert(kCanNames.size() == kCapabilities.size());

/// Which step decides; jobs can be read by those only who can change them.
constexpr std::array kDecidedBy {Step::Jobs, Step::Jobs, Step::ScriptsRead, Step::ScriptsWrite, Step::Bucket};

Answer answerIf(bool condition)
{
    return condition ? Answer::Yes : Answer::No;
}

Answer roleForLogpush(const Findings& findings)
{
    return judge(Step::Role, findings).answer;
}

Answer roleForWorkers(const Findings& findings, WorkersRight least)
{
    const WorkersRight right = workersRight(findings.roles());
    return findings.roles().isEmpty() || right == WorkersRight::NotSaid ? Answer::Unknown : answerIf(right >= least);
}

Answer roleFor(Can can, const Findings& findings)
{
    switch (can) {
    case Can::SeeJobs:
    case Can::ChangeJobs: return roleForLogpush(findings);
    case Can::SeeWorkers: return roleForWorkers(findings, WorkersRight::Read);
    case Can::SwitchWorkers: return roleForWorkers(findings, WorkersRight::Write);
    case Can::ReadLogs: return Answer::Unknown; // keys have no role
    }
    return Answer::Unknown;
}

/// What the answer says of the token when it is held against the role: yes takes both, and a no is the token's where the role allows.
Answer tokenFor(Answer answer, Answer role, Cause cause)
{
    static constexpr std::array kTokens {Cause::Token, Cause::TokenReadOnly, Cause::ZoneScope};
    if (answer == Answer::Yes)
        return Answer::Yes;
    if (answer == Answer::No && (role == Answer::Yes || std::ranges::find(kTokens, cause) != kTokens.end()))
        return Answer::No;
    return Answer::Unknown;
}

const Verdict& verdictAt(const Report& report, Step step)
{
    return report.at(step).verdict;
}

/// Of reading logs: the bucket's own answer, not those on the way to it.
std::optional<Evidence> answerOfBucket(const Findings& findings)
{
    const auto& replies = findings.replies();
    const auto found = std::find_if(replies.rbegin(), replies.rend(), [](const Reply& reply) {
        return reply.key.call == Call::GetObject || (reply.key.call == Call::ListKeys && reply.key.about.isEmpty());
    });
    return found == replies.rend() ? std::nullopt : std::optional(found->evidence);
}

Capability capabilityOf(Can can, const Report& report, const Findings& findings)
{
    Capability its {.can = can, .step = kDecidedBy[static_cast<std::size_t>(can)], .evidence = {}};
    const Verdict& verdict = verdictAt(report, its.step);
    its.answer = verdict.answer;
    // Who may switch a Worker on still cannot where the account is not entitled.
    if (can == Can::SwitchWorkers && verdictAt(report, Step::Plan).answer == Answer::No) {
        its.answer = Answer::No;
        its.step = Step::Plan;
    }
    if (const auto& evidence = verdictAt(report, its.step).evidence; !evidence.empty())
        its.evidence = can == Can::ReadLogs ? answerOfBucket(findings).value_or(evidence.front()) : evidence.front();
    its.role =
        its.answer == Answer::Yes && can != Can::ReadLogs && findings.owner() != Owner::Account ? Answer::Yes : roleFor(can, findings);
    its.token = tokenFor(its.answer, its.role, verdict.cause);
    return its;
}

std::vector<StepReport> stepsOf(const Findings& findings, const std::optional<CallKey>& running)
{
    std::vector<StepReport> steps;
    for (const Step step : kSteps) {
        Verdict verdict = judge(step, findings);
        const bool isRunning = running && stepOf(running->call) == step;
        const bool isDecided = !verdict.evidence.empty() || verdict.cause != Cause::NotAsked;
        const bool isPast = !running || step < stepOf(running->call);
        const Stage stage = isRunning ? Stage::Running : !isPast ? Stage::Waiting : isDecided ? Stage::Done : Stage::Skipped;
        steps.push_back({step, stage, std::move(verdict)});
    }
    return steps;
}

QStringList permissionNames(const Findings& findings)
{
    QStringList names;
    if (const auto* details = findings.details()) {
        for (const cloudflare::Policy& policy : details->policies) {
            for (const cloudflare::PermissionGroup& group : policy.permissionGroups)
                names << group.name;
        }
    }
    names.removeDuplicates();
    return names;
}

void fillIdentity(Report& report, const Findings& findings)
{
    report.accountId = findings.accountId();
    if (const auto* account = findings.account())
        report.accountName = account->name;
    if (const auto* accounts = findings.found<std::vector<cloudflare::Account>>(Call::Accounts))
        report.accounts = *accounts;
    report.owner = findings.owner();
    if (const auto* token = findings.token()) {
        report.tokenId = token->id;
        report.tokenStatus = token->status;
        report.expiresMs = token->expiresMs;
    }
    if (const auto* details = findings.details())
        report.tokenName = details->name;
    report.tokenPermissions = permissionNames(findings);
    if (const auto* user = findings.found<cloudflare::User>(Call::CurrentUser))
        report.userEmail = user->email;
    report.roles = findings.roles();
}

void fillOthers(Report& report, const Findings& findings)
{
    if (const auto* members = findings.found<std::vector<cloudflare::Member>>(Call::Members)) {
        report.membersReadable = true;
        report.helpers = whoCouldHelp(*members);
    }
    if (const auto* buckets = findings.found<std::vector<cloudflare::R2Bucket>>(Call::Buckets, otherJurisdictions().front())) {
        report.mayDerive = findings.token() != nullptr && !findings.token()->id.isEmpty();
        for (const cloudflare::R2Bucket& bucket : *buckets)
            report.buckets << bucket.name;
    }
}

} // namespace

const char* nameOf(Can can)
{
    return kCanNames[static_cast<std::size_t>(can)];
}

Report reportOf(const Findings& findings, const std::optional<CallKey>& running)
{
    Report report;
    report.baseUrl = findings.question().baseUrl;
    report.steps = stepsOf(findings, running);
    for (const Can can : kCapabilities)
        report.capabilities[static_cast<std::size_t>(can)] = capabilityOf(can, report, findings);
    fillIdentity(report, findings);
    fillOthers(report, findings);
    report.startedMs = findings.nowMs();
    report.isFinished = !running;
    return report;
}

} // namespace tracedeck::access
