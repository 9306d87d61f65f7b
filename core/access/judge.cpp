#include "access/judge.h"

#include <array>

namespace tracedeck::access {

namespace {

constexpr std::array kJudges {judgeCredential,  judgeAccount,      judgeRole, judgeJobs,   judgeFields,
                              judgeScriptsRead, judgeScriptsWrite, judgePlan, judgeBucket, judgeWrangler};
static_assert(kJudges.size() == kSteps.size());

} // namespace

Verdict yes(QString subject, std::int64_t count)
{
    return {Answer::Yes, Cause::None, {}, std::move(subject), count};
}

Verdict no(Cause cause, QString subject)
{
    return {Answer::No, cause, {}, std::move(subject)};
}

Verdict unknown(Cause cause, QString subject)
{
    return {Answer::Unknown, cause, {}, std::move(subject)};
}

Verdict unknownBy(const Error& error)
{
    return unknown(causeOf(error));
}

Verdict judge(Step step, const Findings& findings)
{
    Verdict verdict = kJudges[static_cast<std::size_t>(step)](findings);
    for (const Reply& reply : findings.replies()) {
        // What proves that writing is allowed was asked for other steps.
        const bool isEvidence = stepOf(reply.key.call) == step || (step == Step::ScriptsWrite && reply.key.call == Call::Scripts);
        if (isEvidence)
            verdict.evidence.push_back(reply.evidence);
    }
    return verdict;
}

} // namespace tracedeck::access
