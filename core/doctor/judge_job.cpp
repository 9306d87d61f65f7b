#include "doctor/judge.h"

#include "doctor/job_choice.h"

#include <algorithm>

namespace tracedeck::doctor {

using cloudflare::LogpushJob;

namespace {

constexpr std::int64_t kStillFailsMs = std::int64_t {30} * 60'000; // a job that fails says so every few minutes

Figures figuresOf(const LogpushJob& job)
{
    Figures figures {job.name.isEmpty() ? QString::number(job.id) : job.name};
    figures.atMs = job.lastCompleteMs;
    return figures;
}

/// The words of the last failure say that keys are not good.
bool speaksOfKeys(const QString& message)
{
    static constexpr std::array words {u"Unauthorized", u"InvalidAccessKeyId", u"SignatureDoesNotMatch"};
    return std::ranges::any_of(words,
                               [&message](const char16_t* word) { return message.contains(QStringView(word), Qt::CaseInsensitive); });
}

QString codeOf(const Error& error)
{
    return error.code == ErrorCode::ObjectRefused || error.code == ErrorCode::PermissionDenied ? error.detail.section(u':', 0, 0).trimmed()
                                                                                               : QString();
}

/// The job's own keys were tried, and are good for nothing.
bool areKeysDead(const Examination& facts)
{
    if (!facts.jobKeys || facts.jobKeys->answer)
        return false;
    const Error& error = facts.jobKeys->answer.error();
    static const QStringList places {QStringLiteral("endpoint"), QStringLiteral("bucket"), QStringLiteral("region")};
    return error.code == ErrorCode::BadValue ? !places.contains(error.subject) : speaksOfKeys(codeOf(error));
}

bool isFailing(const LogpushJob& job)
{
    return job.lastErrorMs && (!job.lastCompleteMs || *job.lastErrorMs > *job.lastCompleteMs);
}

std::vector<access::Evidence> evidenceOfJobs(const Examination& facts)
{
    return facts.jobs ? std::vector {facts.jobs->evidence} : std::vector<access::Evidence> {};
}

Finding judgeFailing(const Bench& bench, const LogpushJob& job)
{
    const Examination& facts = bench.facts;
    Figures figures = figuresOf(job);
    figures.other = job.errorMessage;
    figures.atMs = job.lastErrorMs;
    const bool isFresh = *job.lastErrorMs > facts.nowMs - kStillFailsMs && *job.lastErrorMs > facts.enabledMs.value_or(0);
    if (areKeysDead(facts) || (isFresh && speaksOfKeys(job.errorMessage) && !(facts.jobKeys && facts.jobKeys->answer)))
        return found(Reason::DestinationKeys, figures, evidenceOfJobs(facts));
    return found(isFresh ? Reason::PushFails : Reason::PushFailedBefore, figures, evidenceOfJobs(facts));
}

} // namespace

Finding judgeJob(const Bench& bench)
{
    const Examination& facts = bench.facts;
    if (!facts.jobs)
        return bench.unasked();
    if (!facts.jobs->answer)
        return bench.unanswered(facts.jobs->evidence, facts.jobs->answer.error());
    const auto& jobs = *facts.jobs->answer;
    if (jobs.empty())
        return found(Reason::NoJob, {}, {facts.jobs->evidence});
    const LogpushJob* job = chosenJob(facts);
    if (job == nullptr)
        return found(Reason::JobGone, {QString::number(*facts.jobId)}, {facts.jobs->evidence});
    Figures figures = figuresOf(*job);
    figures.number = static_cast<double>(jobs.size() - 1);
    return found(Reason::Fine, figures, {facts.jobs->evidence});
}

Finding judgeEnabled(const Bench& bench)
{
    const LogpushJob* job = chosenJob(bench.facts);
    if (job == nullptr)
        return bench.unasked();
    if (job->isEnabled)
        return found(Reason::Fine, figuresOf(*job), evidenceOfJobs(bench.facts));
    Figures figures = figuresOf(*job);
    figures.other = job->errorMessage;
    const bool hasFailed = job->lastErrorMs || !job->errorMessage.isEmpty();
    return found(hasFailed ? Reason::AutoDisabled : Reason::JobOff, figures, evidenceOfJobs(bench.facts));
}

Finding judgePush(const Bench& bench)
{
    const Examination& facts = bench.facts;
    const LogpushJob* job = chosenJob(facts);
    if (job == nullptr)
        return bench.unasked();
    if (!job->isEnabled)
        return found(Reason::WaitsForFix, figuresOf(*job), evidenceOfJobs(facts));
    if (isFailing(*job))
        return judgeFailing(bench, *job);
    return found(job->lastCompleteMs ? Reason::Fine : Reason::NeverPushed, figuresOf(*job), evidenceOfJobs(facts));
}

// What is pushed proves most; the job's own keys prove something before anything is.
Finding judgeDestination(const Bench& bench)
{
    const Examination& facts = bench.facts;
    const LogpushJob* job = chosenJob(facts);
    if (job == nullptr)
        return bench.unasked();
    Figures figures {placeOf(*job)};
    if (figures.name.isEmpty())
        figures.name = job->destination.section(u'?', 0, 0);
    figures.atMs = job->lastCompleteMs;
    if (bench.isFound(Probe::Push, Reason::DestinationKeys))
        return found(Reason::WaitsForFix, figures);
    if (facts.jobKeys) {
        if (facts.jobKeys->answer)
            return found(Reason::Fine, figures, {facts.jobKeys->evidence});
        if (areKeysDead(facts))
            return found(Reason::DestinationKeys, figures, {facts.jobKeys->evidence});
        if (codeOf(facts.jobKeys->answer.error()) == u"NoSuchBucket")
            return found(Reason::DestinationGone, figures, {facts.jobKeys->evidence});
    }
    if (bench.isFound(Probe::Push, Reason::Fine))
        return found(Reason::Fine, figures, evidenceOfJobs(facts));
    return found(bench.hasCause() ? Reason::WaitsForFix : Reason::NotReadable, figures);
}

} // namespace tracedeck::doctor
