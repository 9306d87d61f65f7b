#include "sandbox/api_script.h"

#include <algorithm>
#include <array>

namespace tracedeck::sandbox {

namespace {

using Answer = ScriptAnswer;
using enum Permission;

Result<void> checkNamespace(const ApiDesk& desk, const QString& name)
{
    const auto& all = desk.state().namespaces;
    if (std::ranges::find(all, name, &DispatchNamespace::name) != all.end())
        return {};
    return refuse(404, 100119, QStringLiteral("workers.api.error.dispatch_namespace_not_found"));
}

/// The user Worker that the path names.
Result<Script*> userWorkerOf(const ApiDesk& desk, const ApiCall& call)
{
    if (auto known = checkNamespace(desk, call.parts[0]); !known)
        return fail(known.error());
    if (Script* script = desk.state().script(call.parts[1], call.parts[0]))
        return script;
    return refuse(404, 10007, QStringLiteral("This Worker does not exist in this dispatch namespace."));
}

QJsonObject namespaceJson(const SandboxState& state, const DispatchNamespace& each)
{
    const auto scripts = std::ranges::count(state.scripts, each.name, &Script::dispatchNamespace);
    return {{QStringLiteral("namespace_id"), each.id},
            {QStringLiteral("namespace_name"), each.name},
            {QStringLiteral("script_count"), static_cast<qint64>(scripts)},
            {QStringLiteral("created_on"), exactTimeJson(each.createdMs)},
            {QStringLiteral("modified_on"), exactTimeJson(each.modifiedMs)}};
}

Answer dispatchNamespaceList(ApiDesk& desk, const ApiCall&)
{
    QJsonArray all;
    for (const DispatchNamespace& each : desk.state().namespaces)
        all.append(namespaceJson(desk.state(), each));
    return ApiResult {all};
}

/// Whether the list tells the flag is not documented: clients have to read it of each Worker.
QJsonObject userWorkerJson(const Script& script, bool tellsFlag)
{
    QJsonObject json {{QStringLiteral("id"), script.name},
                      {QStringLiteral("dispatch_namespace"), script.dispatchNamespace},
                      {QStringLiteral("tags"), QJsonArray::fromStringList(script.tags)},
                      {QStringLiteral("created_on"), exactTimeJson(script.createdMs)},
                      {QStringLiteral("modified_on"), exactTimeJson(script.modifiedMs)}};
    if (tellsFlag)
        json.insert(QStringLiteral("logpush"), script.logpush);
    return json;
}

/// Whoever may read scripts, or only tail them.
Answer userWorkers(ApiDesk& desk, const ApiCall& call)
{
    if (!call.caller.may(ScriptsRead) && !call.caller.may(TailRead))
        return refuse(403, 10000, QStringLiteral("Authentication error"));
    if (auto known = checkNamespace(desk, call.parts.first()); !known)
        return fail(known.error());
    QJsonArray all;
    for (const Script& script : desk.state().scripts) {
        if (script.dispatchNamespace == call.parts.first() && hasTags(script, call.parameter(QStringLiteral("tags"))))
            all.append(userWorkerJson(script, desk.state().facts.dispatchListTellsFlag));
    }
    return ApiResult {all};
}

Answer putUserWorker(ApiDesk& desk, const ApiCall& call)
{
    if (auto known = checkNamespace(desk, call.parts[0]); !known)
        return fail(known.error());
    return putScript(desk, call, call.parts[1], call.parts[0]);
}

Answer userWorkerSettings(ApiDesk& desk, const ApiCall& call)
{
    const auto script = userWorkerOf(desk, call);
    return script ? Answer {versionedSettingsOf(**script)} : fail(script.error());
}

Answer setUserWorkerSettings(ApiDesk& desk, const ApiCall& call)
{
    const auto script = userWorkerOf(desk, call);
    return script ? patchVersionedSettings(desk, call, **script) : fail(script.error());
}

constexpr auto kRoutes = std::to_array<ApiRoute>({
    {"GET", "A/workers/dispatch/namespaces", ScriptsRead, dispatchNamespaceList},
    {"GET", "A/workers/dispatch/namespaces/{}/scripts", {}, userWorkers},
    {"PUT", "A/workers/dispatch/namespaces/{}/scripts/{}", ScriptsWrite, putUserWorker},
    {"GET", "A/workers/dispatch/namespaces/{}/scripts/{}/settings", ScriptsRead, userWorkerSettings},
    {"PATCH", "A/workers/dispatch/namespaces/{}/scripts/{}/settings", ScriptsWrite, setUserWorkerSettings},
});

} // namespace

std::span<const ApiRoute> dispatchRoutes()
{
    return kRoutes;
}

} // namespace tracedeck::sandbox
