#include "sandbox/api_script.h"

#include <algorithm>
#include <array>

namespace tracedeck::sandbox {

namespace {

using Answer = ScriptAnswer;
using enum Permission;

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

Answer upload(ApiDesk& desk, const ApiCall& call)
{
    return putScript(desk, call, call.parts.first(), {});
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
    {"PATCH", "A/workers/scripts/{}/settings", ScriptsWrite, setVersionedSettings},
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
