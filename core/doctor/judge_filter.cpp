#include "doctor/filter_rules.h"
#include "doctor/job_choice.h"
#include "doctor/judge.h"

#include <cmath>

namespace tracedeck::doctor {

using cloudflare::LogpushJob;

namespace {

constexpr double kChanceOfNone = 0.01;
constexpr double kUsualRate = 0.1; // a rate below it is told, where nobody knows how many events there are

const EventsFound* storeEvents(const Examination& facts)
{
    const bool isThere = facts.events && facts.events->answer && facts.events->answer->isStore;
    return isThere ? &*facts.events->answer : nullptr;
}

Finding judgeSampling(const Bench& bench, const LogpushJob& job, Figures figures)
{
    const Examination& facts = bench.facts;
    const double rate = job.sampleRate.value_or(1);
    figures.rate = rate;
    if (rate >= 1)
        return found(Reason::Fine, figures);
    if (rate <= 0)
        return found(Reason::SampleNothing, figures);
    const auto& asked = facts.invocations;
    if (facts.worker.isEmpty() || !asked || !asked->answer)
        return found(rate < kUsualRate ? Reason::SampleNotKnown : Reason::Fine, figures);
    const cloudflare::WorkerInvocations* runs = asked->answer->of(facts.worker);
    const double requests = runs == nullptr ? 0 : static_cast<double>(runs->requests);
    figures.number = requests * rate;
    figures.of = requests;
    if (requests <= 0) // nothing to sample: that is traffic's matter
        return found(Reason::Fine, figures, {asked->evidence});
    const bool isBelowOne = *figures.number < 1 && !asked->answer->isCut && !bench.arrives();
    const bool isThin = std::pow(1 - rate, requests) > kChanceOfNone;
    return found(isBelowOne ? Reason::SampleBelowOne : isThin ? Reason::SampleThin : Reason::Fine, figures, {asked->evidence});
}

} // namespace

Finding judgeFilter(const Bench& bench)
{
    const Examination& facts = bench.facts;
    const LogpushJob* job = chosenJob(facts);
    if (job == nullptr)
        return bench.unasked();
    Figures figures {job->name.isEmpty() ? QString::number(job->id) : job->name, job->filter};
    const auto filter = logpush::parseFilter(job->filter.toStdString());
    if (!filter)
        return found(Reason::FilterUnreadable, figures);
    switch (ruleOf(*filter, facts.worker.toStdString(), facts.dispatchNamespace.toStdString())) {
    case FilterRule::Contradicts: return found(Reason::FilterContradicts, figures);
    case FilterRule::DropsWorker: return found(Reason::FilterDropsWorker, figures);
    case FilterRule::MayKeep: break;
    }
    const EventsFound* events = storeEvents(facts);
    if (events != nullptr && events->ofWorker > 0 && events->kept == 0) {
        figures.of = static_cast<double>(events->ofWorker);
        return found(Reason::FilterDropsKnown, figures, {facts.events->evidence});
    }
    return judgeSampling(bench, *job, figures);
}

} // namespace tracedeck::doctor
