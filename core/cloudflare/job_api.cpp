#include "cloudflare/job_api.h"

#include "cloudflare/json_read.h"

namespace tracedeck::cloudflare {

using namespace Qt::Literals::StringLiterals;

namespace {

QString below(const LogpushScope& scope, const QString& path)
{
    const QString whose = scope.kind == LogpushScope::Kind::Zone ? u"zones"_s : u"accounts"_s;
    return pathOf({whose, scope.id, u"logpush"_s}) + u'/' + path;
}

QString jobPath(const LogpushScope& scope, std::int64_t id)
{
    return below(scope, u"jobs/"_s + QString::number(id));
}

ApiRequest sending(net::Verb verb, const QString& path, const QJsonObject& body, bool isRepeatable)
{
    return {.verb = verb, .path = path, .body = body, .isRepeatable = isRepeatable};
}

QJsonObject readObject(const QJsonValue& result)
{
    return result.toObject();
}

std::vector<QJsonObject> readObjects(const QJsonValue& result)
{
    return readEach<QJsonObject>(result, [](const QJsonObject& object) { return object; });
}

bool readDone(const QJsonValue&)
{
    return true;
}

bool readValid(const QJsonValue& result)
{
    return flagAt(result.toObject(), u"valid").value_or(false);
}

bool readExists(const QJsonValue& result)
{
    return flagAt(result.toObject(), u"exists").value_or(false);
}

OwnershipChallenge readChallenge(const QJsonValue& result)
{
    const QJsonObject object = result.toObject();
    return {textAt(object, u"filename"), textAt(object, u"message"), readValid(result)};
}

Validity readValidity(const QJsonValue& result)
{
    return {readValid(result), textAt(result.toObject(), u"message")};
}

QJsonObject destinationBody(const QString& destination)
{
    return {{u"destination_conf"_s, destination}};
}

} // namespace

Endpoint<std::vector<QJsonObject>> jobObjects(const LogpushScope& scope)
{
    return {{.path = below(scope, u"jobs"_s)}, Shape::List, readObjects};
}

Endpoint<QJsonObject> jobObject(const LogpushScope& scope, std::int64_t id)
{
    return {{.path = jobPath(scope, id)}, Shape::Object, readObject};
}

Endpoint<QJsonObject> createJob(const LogpushScope& scope, const QJsonObject& body)
{
    return {sending(net::Verb::Post, below(scope, u"jobs"_s), body, false), Shape::Object, readObject};
}

Endpoint<QJsonObject> updateJob(const LogpushScope& scope, std::int64_t id, const QJsonObject& body)
{
    return {sending(net::Verb::Put, jobPath(scope, id), body, false), Shape::Object, readObject};
}

Endpoint<bool> deleteJob(const LogpushScope& scope, std::int64_t id)
{
    return {{.verb = net::Verb::Delete, .path = jobPath(scope, id)}, Shape::Object, readDone};
}

Endpoint<OwnershipChallenge> askOwnership(const LogpushScope& scope, const QString& destination)
{
    return {sending(net::Verb::Post, below(scope, u"ownership"_s), destinationBody(destination), false), Shape::Object, readChallenge};
}

Endpoint<bool> validateOwnership(const LogpushScope& scope, const QString& destination, const QString& token)
{
    QJsonObject body = destinationBody(destination);
    body[u"ownership_challenge"_s] = token;
    return {sending(net::Verb::Post, below(scope, u"ownership/validate"_s), body, true), Shape::Object, readValid};
}

Endpoint<Validity> validateDestination(const LogpushScope& scope, const QString& destination)
{
    return {sending(net::Verb::Post, below(scope, u"validate/destination"_s), destinationBody(destination), true), Shape::Object,
            readValidity};
}

Endpoint<bool> destinationExists(const LogpushScope& scope, const QString& destination)
{
    return {sending(net::Verb::Post, below(scope, u"validate/destination/exists"_s), destinationBody(destination), true), Shape::Object,
            readExists};
}

} // namespace tracedeck::cloudflare
