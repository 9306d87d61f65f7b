#include "logpush/job_check.h"
#include "sandbox/api_jobs.h"
#include "sandbox/api_ownership.h"

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

/// A text that the body must have.
Result<QString> neededText(const ApiCall& call, const QString& name)
{
    const auto body = call.body();
    if (!body)
        return fail(body.error());
    const QJsonValue value = (*body)[name];
    if (!value.isString() || value.toString().isEmpty())
        return refuseJob(name % u": is required");
    if (value.toString().size() > 4096)
        return refuseJob(name % u": must not be longer than 4096 characters");
    return value.toString();
}

QJsonObject verdict(bool isValid, const QString& message)
{
    return {{QStringLiteral("valid"), isValid}, {QStringLiteral("message"), message}};
}

} // namespace

void challenge(ApiDesk& desk, const ApiCall& call, ApiReply reply)
{
    const auto conf = neededText(call, QStringLiteral("destination_conf"));
    const auto destination = conf ? goodDestination(*conf) : Result<logpush::Destination> {fail(conf.error())};
    if (!destination)
        return reply(fail(destination.error()));
    const QString prefix = logpush::objectPrefix(*destination, desk.nowMs());
    const QString file = prefix.isEmpty() ? kChallengeFile.toString() : QString(prefix % u'/' % kChallengeFile);
    const QByteArray token = challengeToken({scopeId(desk, call), *conf}, desk.state().challengeKey, desk.nowMs());
    desk.write({*conf, kChallengeFile.toString(), token, false}, [file, reply = std::move(reply)](const Result<void>& written) {
        QJsonObject result = verdict(written.has_value(), written ? QString() : written.error().detail);
        result.insert(QStringLiteral("filename"), written ? file : QString());
        reply(ApiResult {result});
    });
}

Result<ApiResult> checkChallenge(ApiDesk& desk, const ApiCall& call)
{
    const auto conf = neededText(call, QStringLiteral("destination_conf"));
    if (!conf)
        return fail(conf.error());
    const auto token = neededText(call, QStringLiteral("ownership_challenge"));
    if (!token)
        return fail(token.error());
    const bool isMet = isChallengeMet(*token, {scopeId(desk, call), *conf}, desk.state().challengeKey, desk.nowMs());
    return ApiResult {QJsonObject {{QStringLiteral("valid"), isMet}}};
}

void tryDestination(ApiDesk& desk, const ApiCall& call, ApiReply reply)
{
    const auto conf = neededText(call, QStringLiteral("destination_conf"));
    if (!conf)
        return reply(fail(conf.error()));
    if (const auto destination = goodDestination(*conf); !destination)
        return reply(ApiResult {verdict(false, destination.error().detail)});
    desk.write(probeOf(desk, *conf), [reply = std::move(reply)](const Result<void>& written) {
        reply(ApiResult {verdict(written.has_value(), written ? QString() : written.error().detail)});
    });
}

Result<ApiResult> isDestinationUsed(ApiDesk& desk, const ApiCall& call)
{
    const auto conf = neededText(call, QStringLiteral("destination_conf"));
    if (!conf)
        return fail(conf.error());
    const bool exists =
        std::ranges::any_of(desk.state().jobs, [&](const Job& job) { return job.zoneId == call.zoneId && job.destination() == *conf; });
    return ApiResult {QJsonObject {{QStringLiteral("exists"), exists}}};
}

Result<ApiResult> checkOrigin(ApiDesk& desk, const ApiCall& call)
{
    Q_UNUSED(desk)
    const auto body = call.body();
    if (!body)
        return fail(body.error());
    const QJsonValue options = (*body)[QStringLiteral("logpull_options")];
    if (options.isUndefined() || !(options.isString() || options.isNull()) || options.toString().size() > 4096)
        return refuseJob(QStringLiteral("logpull_options: is required, a string of at most 4096 characters"));
    const std::string dataset = (*body)[QStringLiteral("dataset")].toString(QStringLiteral("http_requests")).toStdString();
    const auto issues = logpush::checkLogpullOptions(options.toString(), dataset);
    const auto found = std::ranges::find(issues, false, &logpush::JobIssue::isWarning);
    return ApiResult {found == issues.end() ? verdict(true, {}) : verdict(false, found->message)};
}

} // namespace tracedeck::sandbox
