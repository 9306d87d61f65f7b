#include "sandbox/api_script.h"

#include <QJsonDocument>

namespace tracedeck::sandbox {

ScriptAnswer scriptSettings(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    return script ? ScriptAnswer {ApiResult {settingsJson(**script)}} : fail(script.error());
}

ScriptAnswer setScriptSettings(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    const auto body = script ? call.body() : Result<QJsonObject> {fail(script.error())};
    if (!body)
        return fail(body.error());
    if (auto entitled = checkEntitled(desk, *body); !entitled)
        return fail(entitled.error());
    applySettings(**script, *body);
    (*script)->modifiedMs = desk.nowMs();
    const QString name = (*script)->name;
    desk.save();
    desk.pipeline.scriptSaved(name);
    return ApiResult {settingsJson(**script)};
}

static QJsonObject subdomainJson(const Script& script)
{
    return {{QStringLiteral("enabled"), script.onSubdomain}, {QStringLiteral("previews_enabled"), script.previewsOnSubdomain}};
}

ScriptAnswer scriptSubdomain(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    return script ? ScriptAnswer {ApiResult {subdomainJson(**script)}} : fail(script.error());
}

ScriptAnswer setScriptSubdomain(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    const auto body = script ? call.body() : Result<QJsonObject> {fail(script.error())};
    if (!body)
        return fail(body.error());
    (*script)->onSubdomain = (*body)[QStringLiteral("enabled")].toBool();
    (*script)->previewsOnSubdomain = (*body)[QStringLiteral("previews_enabled")].toBool((*script)->onSubdomain);
    desk.save();
    return ApiResult {subdomainJson(**script)};
}

ScriptAnswer accountSubdomain(ApiDesk& desk, const ApiCall&)
{
    return ApiResult {QJsonObject {{QStringLiteral("subdomain"), desk.state().account.workersSubdomain}}};
}

ScriptAnswer secrets(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    if (!script)
        return fail(script.error());
    QJsonArray all;
    for (const QString& name : (*script)->secretNames)
        all.append(QJsonObject {{QStringLiteral("name"), name}, {QStringLiteral("type"), QStringLiteral("secret_text")}});
    return ApiResult {all};
}

static QJsonObject schedulesJson(const Script& script)
{
    QJsonArray all;
    for (const QString& cron : script.schedules)
        all.append(QJsonObject {{QStringLiteral("cron"), cron}});
    return {{QStringLiteral("schedules"), all}};
}

ScriptAnswer schedules(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    return script ? ScriptAnswer {ApiResult {schedulesJson(**script)}} : fail(script.error());
}

ScriptAnswer setSchedules(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    if (!script)
        return fail(script.error());
    const auto document = QJsonDocument::fromJson(call.request.body);
    if (!document.isArray())
        return refuse(400, 10021, QStringLiteral("the body is not an array of schedules"));
    (*script)->schedules.clear();
    for (const auto& each : document.array())
        (*script)->schedules << each.toObject()[QStringLiteral("cron")].toString();
    desk.save();
    return ApiResult {schedulesJson(**script)};
}

} // namespace tracedeck::sandbox
