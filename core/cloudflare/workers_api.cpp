#include "cloudflare/workers_api.h"

#include "cloudflare/json_read.h"

namespace tracedeck::cloudflare {

namespace {

QStringList readTailConsumers(const QJsonObject& object)
{
    QStringList services;
    const QJsonArray consumers = object.value(u"tail_consumers").toArray();
    for (const QJsonValue consumer : consumers)
        services << textAt(consumer.toObject(), u"service");
    return services;
}

std::optional<bool> readObservability(const QJsonObject& object)
{
    return flagAt(object.value(u"observability").toObject(), u"enabled");
}

WorkerScript readScript(const QJsonObject& object)
{
    return {textAt(object, u"id"),          flagAt(object, u"logpush").value_or(false),
            textsAt(object, u"tags"),       readTailConsumers(object),
            textsAt(object, u"handlers"),   readObservability(object),
            textAt(object, u"usage_model"), timeAt(object, u"modified_on")};
}

std::vector<WorkerScript> readScripts(const QJsonValue& result)
{
    return readEach(result, readScript);
}

ScriptSettings readSettings(const QJsonValue& result)
{
    const QJsonObject object = result.toObject();
    return {flagAt(object, u"logpush"), textsAt(object, u"tags"), readTailConsumers(object), readObservability(object)};
}

QString scriptsPath(const QString& accountId)
{
    return pathOf({QStringLiteral("accounts"), accountId, QStringLiteral("workers"), QStringLiteral("scripts")});
}

QString settingsPath(const QString& accountId, const QString& script)
{
    return scriptsPath(accountId) + u'/' + pathOf({script, QStringLiteral("script-settings")});
}

} // namespace

Endpoint<std::vector<WorkerScript>> workerScripts(const QString& accountId)
{
    return {{.path = scriptsPath(accountId)}, Shape::List, readScripts};
}

Endpoint<ScriptSettings> scriptSettings(const QString& accountId, const QString& script)
{
    return {{.path = settingsPath(accountId, script)}, Shape::Object, readSettings};
}

Endpoint<ScriptSettings> setScriptLogpush(const QString& accountId, const QString& script, bool logpush)
{
    return {{.verb = net::Verb::Patch,
             .path = settingsPath(accountId, script),
             .body = QJsonObject {{QStringLiteral("logpush"), logpush}},
             .isRepeatable = true},
            Shape::Object,
            readSettings};
}

} // namespace tracedeck::cloudflare
