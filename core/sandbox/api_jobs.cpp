#include "sandbox/api_jobs.h"

#include "logpush/dataset.h"
#include "logpush/job_check.h"
#include "sandbox/api_ownership.h"

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

constexpr QStringView kDefaultDataset = u"http_requests";

QString firstFailure(const std::vector<logpush::JobIssue>& issues)
{
    const auto found = std::ranges::find(issues, false, &logpush::JobIssue::isWarning);
    return found == issues.end() ? QString() : QString(found->path % u": " % found->message);
}

Result<void> checkDataset(const QString& name, bool isZone)
{
    const logpush::Dataset* dataset = logpush::datasetNamed(name.toStdString());
    if (!dataset)
        return refuseJob(u"dataset: unknown dataset \"" % name % u"\"");
    const auto wrongScope = isZone ? logpush::DatasetScope::Account : logpush::DatasetScope::Zone;
    if (dataset->scope == wrongScope)
        return refuseJob(u"dataset: \"" % name % (isZone ? u"\" is not for zones" : u"\" is not for accounts"));
    return {};
}

/// What stays as it was when the job was made.
Result<void> checkFixed(const ApiDesk& desk, const QJsonObject& body, const QJsonObject& before)
{
    for (const QString& name : {QStringLiteral("dataset"), QStringLiteral("kind"), QStringLiteral("name")}) {
        const bool mayChange = name == u"name" && desk.state().facts.nameMayChange;
        if (body.contains(name) && !mayChange && body[name].toString() != before[name].toString())
            return refuseJob(name % u": cannot be changed");
    }
    return {};
}

Result<void> checkOwnership(const ApiDesk& desk, const ApiCall& call, const QJsonObject& body, const logpush::Destination& destination)
{
    if (!needsOwnership(destination, desk.state().facts))
        return {};
    const QString token = body[QStringLiteral("ownership_challenge")].toString();
    if (token.isEmpty())
        return refuseJob(QStringLiteral("ownership_challenge: this destination needs an ownership challenge"));
    const ChallengeSubject subject {scopeId(desk, call), body[QStringLiteral("destination_conf")].toString()};
    if (!isChallengeMet(token, subject, desk.state().challengeKey, desk.nowMs()))
        return refuseJob(QStringLiteral("ownership_challenge: the token is not this destination's, or is older than 7 days"));
    return {};
}

} // namespace

tl::unexpected<Error> refuseJob(const QString& message)
{
    return refuse(400, 1004, message);
}

QString scopeId(const ApiDesk& desk, const ApiCall& call)
{
    return call.zoneId.isEmpty() ? desk.state().account.id : call.zoneId;
}

Result<logpush::Destination> goodDestination(const QString& conf)
{
    auto destination = logpush::parseDestination(conf);
    if (!destination)
        return refuseJob(u"destination_conf: " % destination.error().detail);
    const auto issues = logpush::checkDestination(*destination);
    const auto found = std::ranges::find(issues, false, &logpush::DestinationIssue::isWarning);
    if (found != issues.end())
        return refuseJob(u"destination_conf: " % found->message);
    return destination;
}

ProbeWrite probeOf(const ApiDesk& desk, const QString& conf)
{
    const OpenFacts& facts = desk.state().facts;
    return {conf, facts.probeName, facts.probeText.toUtf8(), true};
}

QJsonObject jobJson(const Job& job)
{
    QJsonObject json = job.fields;
    json.insert(QStringLiteral("id"), job.id);
    json.insert(QStringLiteral("last_complete"), timeJson(job.lastCompleteMs));
    json.insert(QStringLiteral("last_error"), timeJson(job.lastErrorMs));
    json.insert(QStringLiteral("error_message"), job.errorMessage.isEmpty() ? QJsonValue() : QJsonValue(job.errorMessage));
    return json;
}

Result<QJsonObject> jobFields(const ApiDesk& desk, const ApiCall& call, const QJsonObject& body, const QJsonObject& before)
{
    const bool isNew = before.isEmpty();
    QJsonObject fields = isNew ? emptyJobFields() : before;
    if (isNew && body[QStringLiteral("destination_conf")].toString().isEmpty())
        return refuseJob(QStringLiteral("destination_conf: is required"));
    if (auto fixed = isNew ? Result<void> {} : checkFixed(desk, body, before); !fixed)
        return fail(fixed.error());
    for (const QString& name : fields.keys()) { // what else is sent, ids and times among it, is passed over
        if (body.contains(name))
            fields[name] = body[name];
    }
    if (fields[QStringLiteral("dataset")].isNull())
        fields[QStringLiteral("dataset")] = kDefaultDataset.toString();
    QJsonObject checked = fields;
    checked.insert(QStringLiteral("ownership_challenge"), body[QStringLiteral("ownership_challenge")]);
    const OpenFacts& facts = desk.state().facts;
    const logpush::FilterLimits limits {static_cast<std::size_t>(facts.filterBytes), static_cast<std::size_t>(facts.filterOperators),
                                        false};
    if (const QString wrong = firstFailure(logpush::checkJobFields(checked, limits)); !wrong.isEmpty())
        return refuseJob(wrong);
    if (auto dataset = checkDataset(fields[QStringLiteral("dataset")].toString(), !call.zoneId.isEmpty()); !dataset)
        return fail(dataset.error());
    const auto destination = goodDestination(fields[QStringLiteral("destination_conf")].toString());
    if (!destination)
        return fail(destination.error());
    if (fields[QStringLiteral("destination_conf")] != before[QStringLiteral("destination_conf")]) {
        if (auto owned = checkOwnership(desk, call, checked, *destination); !owned)
            return fail(owned.error());
    }
    return fields;
}

} // namespace tracedeck::sandbox
