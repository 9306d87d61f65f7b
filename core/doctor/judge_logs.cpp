#include "doctor/job_choice.h"
#include "doctor/judge.h"
#include "objects/list_plan.h"

#include <algorithm>
#include <array>

namespace tracedeck::doctor {

namespace {

constexpr std::int64_t kFreshMs = std::int64_t {2} * 3'600'000; // batches may be slow, and a Worker quiet

struct RefusalRow {
    const char* code;
    Reason reason;
};

/// What a bucket says to the keys that logs are read with. That they may not is a permission that is missing; that they are none is certain.
constexpr std::array kRefusals {
    RefusalRow {"Unauthorized", Reason::SourceKeys},          RefusalRow {"InvalidAccessKeyId", Reason::SourceKeys},
    RefusalRow {"SignatureDoesNotMatch", Reason::SourceKeys}, RefusalRow {"NoSuchBucket", Reason::SourceGone},
    RefusalRow {"InvalidBucketName", Reason::SourceGone},     RefusalRow {"AccessDenied", Reason::NeedsPermission},
};

Reason reasonOfRefusal(const Error& error)
{
    if (error.code == ErrorCode::BadValue)
        return error.subject == u"bucket" || error.subject == u"endpoint" ? Reason::SourceGone : Reason::SourceKeys;
    const QString code = error.detail.section(u':', 0, 0).trimmed();
    const auto row = std::ranges::find_if(kRefusals, [&code](const RefusalRow& each) { return code == QLatin1String(each.code); });
    return row == kRefusals.end() ? reasonOf(error) : row->reason;
}

Figures figuresOf(const Examination& facts)
{
    Figures figures {facts.source ? placeOf(*facts.source) : QString()};
    if (const auto* job = chosenJob(facts))
        figures.other = placeOf(*job);
    return figures;
}

bool isFresh(const objects::ListedObject& object, std::int64_t nowMs)
{
    const auto place = objects::placeInTime(object);
    return std::max(place ? place->to : 0, object.changedMs) > nowMs - kFreshMs;
}

/// Nothing new lies where is read.
Finding judgeOld(const Bench& bench, Reason otherwise, const Figures& figures)
{
    const auto& evidence = bench.facts.objects->evidence;
    if (fitOf(bench.facts) == Fit::Elsewhere)
        return found(Reason::SourceElsewhere, figures, {evidence});
    return found(bench.hasCause() ? Reason::WaitsForFix : otherwise, figures, {evidence});
}

} // namespace

Finding judgeNewestObject(const Bench& bench)
{
    const Examination& facts = bench.facts;
    if (!facts.source)
        return found(Reason::NoSource);
    if (!facts.objects)
        return bench.unasked();
    Figures figures = figuresOf(facts);
    if (!facts.objects->answer) {
        const bool isTokens = bench.isFound(Probe::Token, Reason::TokenBad); // keys that are derived from it fall with it
        return found(isTokens ? Reason::WaitsForFix : reasonOfRefusal(facts.objects->answer.error()), figures, {facts.objects->evidence});
    }
    const auto& objects = *facts.objects->answer;
    if (objects.empty())
        return judgeOld(bench, Reason::NoObject, figures);
    const auto place = objects::placeInTime(objects.front());
    figures.atMs = place ? place->to : objects.front().changedMs;
    if (!isFresh(objects.front(), facts.nowMs))
        return judgeOld(bench, Reason::OldObject, figures);
    figures.other = objects.front().key;
    return found(Reason::Fine, figures, {facts.objects->evidence});
}

Finding judgeFirstEvent(const Bench& bench)
{
    const auto& events = bench.facts.events;
    if (!events)
        return bench.facts.source ? bench.unasked() : found(Reason::NoSource);
    Figures figures {bench.facts.worker};
    if (!events->answer) {
        const bool isTold = bench.before.back().verdict != Verdict::Passed; // by the row above
        return isTold ? found(Reason::WaitsForFix) : found(reasonOf(events->answer.error()), figures, {events->evidence});
    }
    const EventsFound& its = *events->answer;
    figures.number = static_cast<double>(its.ofWorker);
    figures.of = static_cast<double>(its.all);
    figures.atMs = its.lastMs;
    if (!its.isStore)
        figures.other = QString::number(its.objects);
    if (its.ofWorker > 0)
        return found(Reason::Fine, figures, {events->evidence});
    return found(bench.hasCause() ? Reason::WaitsForFix : Reason::NothingYet, figures, {events->evidence});
}

} // namespace tracedeck::doctor
