#include "sandbox/api_script.h"
#include "sandbox/made_up.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

constexpr std::size_t kMostVersions = 100;

tl::unexpected<Error> badUpload(const QString& message)
{
    return refuse(400, 10021, message);
}

Script& scriptNamed(SandboxState& state, const QString& name, const QString& dispatchNamespace, qint64 nowMs)
{
    if (Script* script = state.script(name, dispatchNamespace))
        return *script;
    Script script;
    script.name = name;
    script.dispatchNamespace = dispatchNamespace;
    script.tag = freshHexId();
    script.createdMs = nowMs;
    state.scripts.push_back(std::move(script));
    return state.scripts.back();
}

} // namespace

Result<ScriptUpload> readUpload(const ApiCall& call)
{
    auto form = readForm(call.request.header("Content-Type"), call.request.body);
    if (!form)
        return badUpload(form.error().detail);
    ScriptUpload upload;
    for (const FormPart& part : *form) {
        if (part.name == u"metadata") {
            const auto document = QJsonDocument::fromJson(part.bytes);
            if (!document.isObject())
                return badUpload(QStringLiteral("the part \"metadata\" is not a JSON object"));
            upload.metadata = document.object();
            continue;
        }
        upload.modules.push_back({part.name, QString::fromLatin1(part.type), part.bytes.size(),
                                  QString::fromLatin1(QCryptographicHash::hash(part.bytes, QCryptographicHash::Sha256).toHex())});
    }
    const QJsonObject& metadata = upload.metadata; // reading through const adds no members
    const QString main = metadata[QStringLiteral("main_module")].toString(metadata[QStringLiteral("body_part")].toString());
    if (main.isEmpty())
        return badUpload(QStringLiteral("metadata needs main_module or body_part"));
    if (std::ranges::find(upload.modules, main, &Module::name) == upload.modules.end())
        return badUpload(u"No such module \"" % main % u"\"");
    if (const auto flag = metadata[QStringLiteral("logpush")]; !flag.isUndefined() && !flag.isNull() && !flag.isBool())
        return badUpload(QStringLiteral("logpush must be a boolean"));
    return upload;
}

ScriptVersion& addVersion(Script& script, ScriptUpload upload, qint64 nowMs)
{
    const QJsonObject annotations = upload.metadata[QStringLiteral("annotations")].toObject();
    ScriptVersion version;
    version.id = freshUuid();
    version.number = script.versions.empty() ? 1 : script.versions.back().number + 1;
    version.message = annotations[QStringLiteral("workers/message")].toString();
    version.tag = annotations[QStringLiteral("workers/tag")].toString();
    version.createdMs = nowMs;
    version.metadata = std::move(upload.metadata);
    QJsonArray bindings;
    for (const auto& each : version.metadata[QStringLiteral("bindings")].toArray()) {
        QJsonObject binding = each.toObject();
        if (binding[QStringLiteral("type")] == QStringLiteral("secret_text"))
            binding.remove(QStringLiteral("text"));
        bindings.append(binding);
    }
    version.metadata[QStringLiteral("bindings")] = bindings;
    version.modules = std::move(upload.modules);
    script.versions.push_back(std::move(version));
    if (script.versions.size() > kMostVersions)
        script.versions.erase(script.versions.begin());
    script.handlers = {QStringLiteral("fetch")};
    script.modifiedMs = nowMs;
    return script.versions.back();
}

Deployment& deploy(Script& script, std::vector<Deployment::Share> shares, const QString& message, qint64 nowMs)
{
    script.deployments.push_back({freshUuid(), message, QStringLiteral("wrangler"), nowMs, std::move(shares)});
    if (script.deployments.size() > kMostVersions)
        script.deployments.erase(script.deployments.begin());
    return script.deployments.back();
}

ScriptAnswer putScript(ApiDesk& desk, const ApiCall& call, const QString& name, const QString& dispatchNamespace)
{
    auto upload = readUpload(call);
    if (!upload)
        return fail(upload.error());
    if (auto entitled = checkEntitled(desk, upload->metadata); !entitled)
        return fail(entitled.error());
    const qint64 now = desk.nowMs();
    Script& script = scriptNamed(desk.state(), name, dispatchNamespace, now);
    QJsonObject settings = upload->metadata;
    if (!settings.contains(QStringLiteral("logpush")) && desk.state().facts.missingFlagClears)
        settings.insert(QStringLiteral("logpush"), false);
    applySettings(script, settings);
    const ScriptVersion& version = addVersion(script, *std::move(upload), now);
    const QString id = version.id;
    deploy(script, {{id, 100}}, {}, now);
    QJsonObject json = listedJson(script);
    json.insert(QStringLiteral("deployment_id"), QString(id).remove(u'-'));
    json.insert(QStringLiteral("startup_time_ms"), 1);
    json.insert(QStringLiteral("entry_point"), version.metadata[QStringLiteral("main_module")]);
    json.insert(QStringLiteral("available_on_subdomain"), script.onSubdomain);
    desk.save();
    desk.pipeline.scriptSaved(name);
    return ApiResult {json};
}

Result<Script*> scriptOf(const ApiDesk& desk, const ApiCall& call)
{
    if (Script* script = desk.state().script(call.parts.first()))
        return script;
    return refuse(404, 10007, QStringLiteral("This Worker does not exist on your account."));
}

Result<void> checkEntitled(ApiDesk& desk, const QJsonObject& settings)
{
    if (!settings[QStringLiteral("logpush")].toBool())
        return {};
    if (desk.faults.strikes(Fault::NotEntitled) || !desk.state().account.workersPaid)
        return refuse(403, 10023, QStringLiteral("workers.api.error.unauthorized"));
    return {};
}

void applySettings(Script& script, const QJsonObject& settings)
{
    if (const auto flag = settings[QStringLiteral("logpush")]; flag.isBool())
        script.logpush = flag.toBool();
    if (const auto consumers = settings[QStringLiteral("tail_consumers")]; consumers.isArray())
        script.tailConsumers = consumers.toArray();
    if (const auto observability = settings[QStringLiteral("observability")]; observability.isObject())
        script.observability = observability.toObject();
    if (const auto tags = settings[QStringLiteral("tags")]; tags.isArray()) {
        script.tags.clear();
        for (const auto& tag : tags.toArray())
            script.tags << tag.toString();
    }
}

QJsonObject settingsJson(const Script& script)
{
    return {{QStringLiteral("logpush"), script.logpush},
            {QStringLiteral("tail_consumers"), script.tailConsumers},
            {QStringLiteral("observability"), script.observability.isEmpty() ? QJsonValue() : QJsonValue(script.observability)},
            {QStringLiteral("tags"), QJsonArray::fromStringList(script.tags)}};
}

QJsonObject listedJson(const Script& script)
{
    const ScriptVersion& last = script.versions.back();
    QJsonObject json = settingsJson(script);
    json.insert(QStringLiteral("id"), script.name);
    json.insert(QStringLiteral("tag"), script.tag);
    json.insert(QStringLiteral("etag"), last.modules.empty() ? last.id : last.modules.front().etag);
    json.insert(QStringLiteral("handlers"), QJsonArray::fromStringList(script.handlers));
    json.insert(QStringLiteral("usage_model"), QStringLiteral("standard"));
    json.insert(QStringLiteral("has_modules"), true);
    json.insert(QStringLiteral("has_assets"), false);
    json.insert(QStringLiteral("last_deployed_from"), last.source);
    json.insert(QStringLiteral("created_on"), exactTimeJson(script.createdMs));
    json.insert(QStringLiteral("modified_on"), exactTimeJson(script.modifiedMs));
    return json;
}

/// `tags=a:yes,b:no`: those that have a and have not b.
bool hasTags(const Script& script, const QString& asked)
{
    const auto wanted = asked.split(u',', Qt::SkipEmptyParts);
    return std::ranges::all_of(wanted, [&script](const QString& each) {
        return script.tags.contains(each.section(u':', 0, 0)) == (each.section(u':', 1) != u"no");
    });
}

} // namespace tracedeck::sandbox
