#include "jobs/job_merge.h"

#include "logpush/destination.h"

#include <set>

namespace tracedeck::jobs {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kDestination = "destination_conf"_L1, kOutputOptions = "output_options"_L1;
const QString kMasked = u"****"_s;

/// The members of both.
std::set<QString> membersOf(const QJsonObject& one, const QJsonObject& other)
{
    std::set<QString> names;
    for (const QJsonObject* object : {&one, &other}) {
        for (auto at = object->begin(); at != object->end(); ++at)
            names.insert(at.key());
    }
    return names;
}

/// Members that differ between `before` and `after` become those of `after`.
QJsonObject overlaid(QJsonObject current, const QJsonObject& before, const QJsonObject& after, QLatin1StringView besides = {})
{
    for (const QString& name : membersOf(before, after)) {
        const QJsonValue value = after.value(name);
        if (name == besides || before.value(name) == value)
            continue;
        if (value.isUndefined())
            current.remove(name);
        else
            current.insert(name, value);
    }
    return current;
}

bool hasOptions(const QJsonObject& job)
{
    return job.value(kOutputOptions).isObject();
}

bool leadsToTheSame(const logpush::Destination& one, const logpush::Destination& other)
{
    return one.kind == other.kind && one.place.section(u'@', -1) == other.place.section(u'@', -1)
        && one.param(u"endpoint") == other.param(u"endpoint");
}

} // namespace

QJsonObject redactedJob(const QJsonObject& job)
{
    QJsonObject redacted = job;
    redacted.remove(u"ownership_challenge"_s);
    if (job.value(kDestination).isString())
        redacted[kDestination] = logpush::redactedDestination(job.value(kDestination).toString());
    return redacted;
}

Result<QString> withSecretsOf(const QString& destination, const QString& current)
{
    if (!destination.contains(kMasked))
        return destination;
    if (destination == logpush::redactedDestination(current))
        return current;
    auto wanted = logpush::parseDestination(destination);
    const auto known = logpush::parseDestination(current);
    if (!wanted || !known)
        return fail(ErrorCode::BadValue, u"what stands behind **** is not known"_s, u"destination_conf"_s);
    if (!leadsToTheSame(*wanted, *known))
        return fail(ErrorCode::BadValue, u"its secrets are those of another destination: enter them"_s, u"destination_conf"_s);
    if (wanted->place.contains(kMasked))
        wanted->place = known->place;
    if (wanted->path.contains(kMasked))
        wanted->path = known->path;
    for (logpush::DestinationParam& param : wanted->params) {
        if (param.encoded != kMasked)
            continue;
        const auto at = std::ranges::find(known->params, param.name, &logpush::DestinationParam::name);
        if (at == known->params.end())
            return fail(ErrorCode::BadValue, u"what stands behind **** is not known"_s, param.name);
        param.encoded = at->encoded;
    }
    return logpush::printDestination(*wanted);
}

Result<QJsonObject> mergedJob(const QJsonObject& current, const QJsonObject& before, const QJsonObject& after)
{
    QJsonObject merged = overlaid(current, before, after, kOutputOptions);
    if (hasOptions(before) && hasOptions(after) && hasOptions(current))
        merged[kOutputOptions] =
            overlaid(current[kOutputOptions].toObject(), before[kOutputOptions].toObject(), after[kOutputOptions].toObject());
    else if (before.value(kOutputOptions) != after.value(kOutputOptions))
        merged[kOutputOptions] = after.value(kOutputOptions);
    const auto destination = withSecretsOf(merged[kDestination].toString(), current[kDestination].toString());
    if (!destination)
        return fail(destination.error());
    merged[kDestination] = *destination;
    return merged;
}

} // namespace tracedeck::jobs
