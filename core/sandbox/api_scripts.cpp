#include "sandbox/api_script.h"
#include "sandbox/made_up.h"

#include <algorithm>
#include <array>

namespace tracedeck::sandbox {

namespace {

using Answer = ScriptAnswer;
using enum Permission;

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

/// Whoever may read scripts, or only tail them.
Answer list(ApiDesk& desk, const ApiCall& call)
{
    if (!call.caller.may(ScriptsRead) && !call.caller.may(TailRead))
        return refuse(403, 10000, QStringLiteral("Authentication error"));
    QJsonArray all;
    for (const Script& script : desk.state().scripts) {
        if (script.dispatchNamespace.isEmpty() && hasTags(script, call.parameter(QStringLiteral("tags"))))
            all.append(listedJson(script));
    }
    return ApiResult {all};
}

Answer service(ApiDesk& desk, const ApiCall& call)
{
    const Script* script = desk.state().script(call.parts.first());
    if (!script)
        return refuse(404, 10090, QStringLiteral("workers.api.error.service_not_found"));
    const QJsonObject environment {{QStringLiteral("environment"), QStringLiteral("production")},
                                   {QStringLiteral("created_on"), exactTimeJson(script->createdMs)},
                                   {QStringLiteral("modified_on"), exactTimeJson(script->modifiedMs)},
                                   {QStringLiteral("script"), listedJson(*script)}};
    return ApiResult {QJsonObject {{QStringLiteral("id"), script->name},
                                   {QStringLiteral("default_environment"), environment},
                                   {QStringLiteral("created_on"), exactTimeJson(script->createdMs)},
                                   {QStringLiteral("modified_on"), exactTimeJson(script->modifiedMs)}}};
}

Script& scriptNamed(SandboxState& state, const QString& name, qint64 nowMs)
{
    if (Script* script = state.script(name))
        return *script;
    Script script;
    script.name = name;
    script.tag = freshHexId();
    script.createdMs = nowMs;
    state.scripts.push_back(std::move(script));
    return state.scripts.back();
}

Answer upload(ApiDesk& desk, const ApiCall& call)
{
    auto upload = readUpload(call);
    if (!upload)
        return fail(upload.error());
    if (auto entitled = checkEntitled(desk, upload->metadata); !entitled)
        return fail(entitled.error());
    const qint64 now = desk.nowMs();
    Script& script = scriptNamed(desk.state(), call.parts.first(), now);
    QJsonObject settings = upload->metadata;
    if (!settings.contains(QStringLiteral("logpush")) && desk.state().facts.missingFlagClears)
        settings.insert(QStringLiteral("logpush"), false);
    applySettings(script, settings);
    const ScriptVersion& version = addVersion(script, *std::move(upload), now);
    const QString id = version.id;
    deploy(script, {{id, 100}}, {}, now);
    const QString name = script.name;
    QJsonObject json = listedJson(script);
    json.insert(QStringLiteral("deployment_id"), QString(id).remove(u'-'));
    json.insert(QStringLiteral("startup_time_ms"), 1);
    json.insert(QStringLiteral("entry_point"), version.metadata[QStringLiteral("main_module")]);
    json.insert(QStringLiteral("available_on_subdomain"), script.onSubdomain);
    desk.save();
    desk.pipeline.scriptSaved(name);
    return ApiResult {json};
}

Answer remove(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    if (!script)
        return fail(script.error());
    const QString name = (*script)->name;
    std::erase_if(desk.state().routes, [&name](const Route& route) { return route.script == name; });
    std::erase_if(desk.state().scripts, [&name](const Script& each) { return each.name == name && each.dispatchNamespace.isEmpty(); });
    desk.save();
    desk.pipeline.scriptRemoved(name);
    return ApiResult {};
}

Answer accountSettings(ApiDesk&, const ApiCall&)
{
    return ApiResult {
        QJsonObject {{QStringLiteral("default_usage_model"), QStringLiteral("standard")}, {QStringLiteral("green_compute"), false}}};
}

constexpr auto kRoutes = std::to_array<ApiRoute>({
    {"GET", "A/workers/scripts", {}, list},
    {"PUT", "A/workers/scripts/{}", ScriptsWrite, upload},
    {"DELETE", "A/workers/scripts/{}", ScriptsWrite, remove},
    {"GET", "A/workers/services/{}", ScriptsRead, service},
    {"GET", "A/workers/scripts/{}/script-settings", ScriptsRead, scriptSettings},
    {"PATCH", "A/workers/scripts/{}/script-settings", ScriptsWrite, setScriptSettings},
    {"GET", "A/workers/scripts/{}/settings", ScriptsRead, versionedSettings},
    {"GET", "A/workers/scripts/{}/versions", ScriptsRead, versions},
    {"GET", "A/workers/scripts/{}/versions/{}", ScriptsRead, version},
    {"POST", "A/workers/scripts/{}/versions", ScriptsWrite, addVersionTo},
    {"GET", "A/workers/scripts/{}/deployments", ScriptsRead, deployments},
    {"POST", "A/workers/scripts/{}/deployments", ScriptsWrite, addDeployment},
    {"GET", "A/workers/scripts/{}/subdomain", ScriptsRead, scriptSubdomain},
    {"POST", "A/workers/scripts/{}/subdomain", ScriptsWrite, setScriptSubdomain},
    {"GET", "A/workers/scripts/{}/secrets", ScriptsRead, secrets},
    {"GET", "A/workers/scripts/{}/schedules", ScriptsRead, schedules},
    {"PUT", "A/workers/scripts/{}/schedules", ScriptsWrite, setSchedules},
    {"PUT", "A/workers/scripts/{}/routes", RoutesWrite, setScriptRoutes},
    {"GET", "A/workers/subdomain", ScriptsRead, accountSubdomain},
    {"GET", "A/workers/account-settings", ScriptsRead, accountSettings},
    {"GET", "Z/workers/routes", RoutesRead, workerRoutes},
    {"POST", "Z/workers/routes", RoutesWrite, addWorkerRoute},
});

} // namespace

std::span<const ApiRoute> scriptRoutes()
{
    return kRoutes;
}

} // namespace tracedeck::sandbox
