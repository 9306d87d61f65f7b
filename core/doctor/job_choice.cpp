#include "doctor/job_choice.h"

#include "doctor/filter_rules.h"
#include "logpush/destination.h"
#include "objects/list_plan.h"

#include <algorithm>
#include <tuple>

namespace tracedeck::doctor {

using cloudflare::LogpushJob;

namespace {

bool isBucketKind(logpush::DestinationKind kind)
{
    using enum logpush::DestinationKind;
    return kind == R2 || kind == S3 || kind == S3Compatible;
}

struct JobPlace {
    QString bucket, prefix; ///< prefix with a slash at its end, "" = all of it
};

std::optional<JobPlace> bucketPlace(const LogpushJob& job)
{
    const auto destination = logpush::parseDestination(job.destination);
    if (!destination || !isBucketKind(destination->kind))
        return std::nullopt;
    const QString path = destination->path.mid(destination->path.startsWith(u'/') ? 1 : 0);
    QString prefix = objects::DatedPrefix(path).beforeDate();
    if (!prefix.isEmpty() && !prefix.endsWith(u'/'))
        prefix += u'/';
    return JobPlace {destination->place, prefix};
}

QString joined(const QString& bucket, QString prefix)
{
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    return prefix.isEmpty() ? bucket : QString(bucket % u'/' % prefix);
}

bool mayKeep(const LogpushJob& job, const Examination& facts)
{
    const auto filter = logpush::parseFilter(job.filter.toStdString());
    return !filter || ruleOf(*filter, facts.worker.toStdString(), facts.dispatchNamespace.toStdString()) == FilterRule::MayKeep;
}

auto worth(const LogpushJob& job, const Examination& facts)
{
    const bool leadsHere = facts.source && fitOf(job, *facts.source) == Fit::Same;
    return std::tuple(job.isEnabled, mayKeep(job, facts), leadsHere, !job.lastErrorMs, -job.id);
}

} // namespace

const LogpushJob* chosenJob(const Examination& facts)
{
    if (!facts.jobs || !facts.jobs->answer || facts.jobs->answer->empty())
        return nullptr;
    const auto& jobs = *facts.jobs->answer;
    if (facts.jobId) {
        const auto found = std::ranges::find(jobs, *facts.jobId, &LogpushJob::id);
        return found == jobs.end() ? nullptr : &*found;
    }
    return &*std::ranges::max_element(jobs, {}, [&facts](const LogpushJob& job) { return worth(job, facts); });
}

Fit fitOf(const LogpushJob& job, const ReadPlace& place)
{
    const auto its = bucketPlace(job);
    if (!its)
        return Fit::NotComparable;
    const QString read = objects::DatedPrefix(place.prefix).beforeDate();
    const bool isAlong = its->prefix.startsWith(read) || read.startsWith(its->prefix);
    return its->bucket == place.address.bucket && isAlong ? Fit::Same : Fit::Elsewhere;
}

Fit fitOf(const Examination& facts)
{
    if (!facts.source || !facts.jobs || !facts.jobs->answer)
        return Fit::NotComparable;
    Fit fit = Fit::NotComparable;
    for (const LogpushJob& job : *facts.jobs->answer) {
        if (!job.isEnabled)
            continue;
        const Fit its = fitOf(job, *facts.source);
        if (its != Fit::Elsewhere)
            return its;
        fit = its;
    }
    return fit;
}

QString placeOf(const LogpushJob& job)
{
    const auto its = bucketPlace(job);
    return its ? joined(its->bucket, its->prefix) : QString();
}

QString placeOf(const ReadPlace& place)
{
    return joined(place.address.bucket, objects::DatedPrefix(place.prefix).beforeDate());
}

} // namespace tracedeck::doctor
