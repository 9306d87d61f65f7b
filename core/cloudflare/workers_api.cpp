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
    const auto flag = flagAt(object, u"logpush");
    return {textAt(object, u"id"),          flag.value_or(false),           textsAt(object, u"tags"),
            readTailConsumers(object),      textsAt(object, u"handlers"),   readObservability(object),
            textAt(object, u"usage_model"), timeAt(object, u"modified_on"), flag.has_value()};
}

WorkerScript readUploaded(const QJsonValue& result)
{
    return readScript(result.toObject());
}

/// What is documented and what is seen differ: the name is `id`, or lies with all else in `script`.
WorkerScript readDispatched(const QJsonObject& object)
{
    const QJsonObject inner = object.value(u"script").toObject();
    QJsonObject all = inner;
    for (auto each = object.begin(); each != object.end(); ++each)
        all.insert(each.key(), each.value());
    WorkerScript script = readScript(all);
    if (script.name.isEmpty())
        script.name = textAt(object, u"script_name");
    return script;
}

std::vector<WorkerScript> readDispatchedScripts(const QJsonValue& result)
{
    return readEach(result, readDispatched);
}

DispatchNamespace readNamespace(const QJsonObject& object)
{
    return {textAt(object, u"namespace_id"), textAt(object, u"namespace_name"), numberAt(object, u"script_count"),
            timeAt(object, u"modified_on")};
}

std::vector<DispatchNamespace> readNamespaces(const QJsonValue& result)
{
    return readEach(result, readNamespace);
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

QString versionedPath(const QString& accountId, const QString& script)
{
    return scriptsPath(accountId) + u'/' + pathOf({script, QStringLiteral("settings")});
}

QString namespacesPath(const QString& accountId)
{
    return pathOf(
        {QStringLiteral("accounts"), accountId, QStringLiteral("workers"), QStringLiteral("dispatch"), QStringLiteral("namespaces")});
}

QString dispatchPath(const QString& accountId, const QString& dispatchNamespace)
{
    return namespacesPath(accountId) + u'/' + pathOf({dispatchNamespace, QStringLiteral("scripts")});
}

QString dispatchPath(const QString& accountId, const QString& dispatchNamespace, const QString& script)
{
    return dispatchPath(accountId, dispatchNamespace) + u'/' + pathOf({script, QStringLiteral("settings")});
}

Endpoint<ScriptSettings> flagForm(QString path, bool logpush)
{
    return {{.verb = net::Verb::Patch, .path = std::move(path), .form = settingsForm({{QStringLiteral("logpush"), logpush}})},
            Shape::Object,
            readSettings};
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

Endpoint<WorkerScript> uploadScript(const QString& accountId, const QString& script, MultipartBody form)
{
    return {{.verb = net::Verb::Put, .path = scriptsPath(accountId) + u'/' + pathOf({script}), .form = std::move(form)},
            Shape::Object,
            readUploaded};
}

Endpoint<ScriptSettings> scriptVersionedSettings(const QString& accountId, const QString& script)
{
    return {{.path = versionedPath(accountId, script)}, Shape::Object, readSettings};
}

Endpoint<ScriptSettings> setVersionedLogpush(const QString& accountId, const QString& script, bool logpush)
{
    return flagForm(versionedPath(accountId, script), logpush);
}

Endpoint<std::vector<DispatchNamespace>> dispatchNamespaces(const QString& accountId)
{
    return {{.path = namespacesPath(accountId)}, Shape::List, readNamespaces};
}

Endpoint<std::vector<WorkerScript>> dispatchScripts(const QString& accountId, const QString& dispatchNamespace)
{
    return {{.path = dispatchPath(accountId, dispatchNamespace)}, Shape::List, readDispatchedScripts};
}

Endpoint<ScriptSettings> dispatchSettings(const QString& accountId, const QString& dispatchNamespace, const QString& script)
{
    return {{.path = dispatchPath(accountId, dispatchNamespace, script)}, Shape::Object, readSettings};
}

Endpoint<ScriptSettings> setDispatchLogpush(const QString& accountId, const QString& dispatchNamespace, const QString& script, bool logpush)
{
    return flagForm(dispatchPath(accountId, dispatchNamespace, script), logpush);
}

} // namespace tracedeck::cloudflare
