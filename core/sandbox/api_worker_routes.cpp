#include "sandbox/api_script.h"
#include "sandbox/made_up.h"

#include <QJsonDocument>

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

QJsonObject routeJson(const Route& route)
{
    return {{QStringLiteral("id"), route.id}, {QStringLiteral("pattern"), route.pattern}, {QStringLiteral("script"), route.script}};
}

/// The zone that a pattern ("example.org/*", "*.example.org/x") lies in.
const Zone* zoneOf(const SandboxState& state, const QString& pattern)
{
    const QString host = pattern.section(QStringLiteral("://"), -1).section(u'/', 0, 0);
    const auto found = std::ranges::find_if(state.zones, [&host](const Zone& zone) {
        return host == zone.name || host.endsWith(QString(u'.' % zone.name)) || host == QString(u'*' % zone.name);
    });
    return found == state.zones.end() ? nullptr : &*found;
}

/// The route of that pattern, made where there is none, to that script.
Result<Route*> putRoute(SandboxState& state, const QString& zoneId, const QString& pattern, const QString& script)
{
    if (pattern.isEmpty())
        return refuse(400, 10022, QStringLiteral("pattern is required"));
    const auto found =
        std::ranges::find_if(state.routes, [&](const Route& route) { return route.zoneId == zoneId && route.pattern == pattern; });
    Route& route = found == state.routes.end() ? state.routes.emplace_back(Route {freshHexId(), zoneId, pattern, {}}) : *found;
    if (!route.script.isEmpty() && route.script != script)
        return refuse(409, 10020, QStringLiteral("A route with the same pattern already exists."));
    route.script = script;
    return &route;
}

} // namespace

ScriptAnswer workerRoutes(ApiDesk& desk, const ApiCall& call)
{
    QJsonArray all;
    for (const Route& route : desk.state().routes) {
        if (route.zoneId == call.zoneId)
            all.append(routeJson(route));
    }
    return ApiResult {all};
}

ScriptAnswer addWorkerRoute(ApiDesk& desk, const ApiCall& call)
{
    const auto body = call.body();
    if (!body)
        return fail(body.error());
    const auto route =
        putRoute(desk.state(), call.zoneId, (*body)[QStringLiteral("pattern")].toString(), (*body)[QStringLiteral("script")].toString());
    if (!route)
        return fail(route.error());
    desk.save();
    return ApiResult {routeJson(**route)};
}

ScriptAnswer setScriptRoutes(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    if (!script)
        return fail(script.error());
    QJsonArray all;
    for (const auto& each : QJsonDocument::fromJson(call.request.body).array()) {
        const QString pattern = each.isString() ? each.toString() : each[QStringLiteral("pattern")].toString();
        const Zone* zone = zoneOf(desk.state(), pattern);
        if (!zone)
            return refuse(400, 10022, u"no zone of this account serves " % pattern);
        const auto route = putRoute(desk.state(), zone->id, pattern, (*script)->name);
        if (!route)
            return fail(route.error());
        all.append(routeJson(**route));
    }
    desk.save();
    return ApiResult {all};
}

} // namespace tracedeck::sandbox
