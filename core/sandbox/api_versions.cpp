#include "sandbox/api_script.h"

#include <algorithm>
#include <cmath>

namespace tracedeck::sandbox {

namespace {

QJsonObject versionJson(const ScriptVersion& version)
{
    const QJsonObject metadata {{QStringLiteral("created_on"), exactTimeJson(version.createdMs)},
                                {QStringLiteral("modified_on"), exactTimeJson(version.createdMs)},
                                {QStringLiteral("source"), version.source},
                                {QStringLiteral("has_preview"), false}};
    QJsonObject annotations;
    if (!version.message.isEmpty())
        annotations.insert(QStringLiteral("workers/message"), version.message);
    if (!version.tag.isEmpty())
        annotations.insert(QStringLiteral("workers/tag"), version.tag);
    return {{QStringLiteral("id"), version.id},
            {QStringLiteral("number"), version.number},
            {QStringLiteral("metadata"), metadata},
            {QStringLiteral("annotations"), annotations}};
}

/// What a version is made of.
QJsonObject resourcesJson(const Script& script, const ScriptVersion& version)
{
    const QJsonObject code {{QStringLiteral("etag"), version.modules.empty() ? QString() : version.modules.front().etag},
                            {QStringLiteral("handlers"), QJsonArray::fromStringList(script.handlers)},
                            {QStringLiteral("last_deployed_from"), version.source}};
    QJsonObject runtime {{QStringLiteral("usage_model"), QStringLiteral("standard")}};
    for (const char* name : {"compatibility_date", "compatibility_flags"}) {
        const QString key = QString::fromLatin1(name);
        if (version.metadata.contains(key))
            runtime.insert(key, version.metadata[key]);
    }
    return {{QStringLiteral("bindings"), version.metadata[QStringLiteral("bindings")]},
            {QStringLiteral("script"), code},
            {QStringLiteral("script_runtime"), runtime}};
}

QJsonObject deploymentJson(const Deployment& deployment)
{
    QJsonArray shares;
    for (const auto& share : deployment.shares)
        shares.append(QJsonObject {{QStringLiteral("version_id"), share.versionId}, {QStringLiteral("percentage"), share.percentage}});
    return {{QStringLiteral("id"), deployment.id},
            {QStringLiteral("source"), deployment.source},
            {QStringLiteral("strategy"), QStringLiteral("percentage")},
            {QStringLiteral("created_on"), exactTimeJson(deployment.createdMs)},
            {QStringLiteral("annotations"), QJsonObject {{QStringLiteral("workers/message"), deployment.message}}},
            {QStringLiteral("versions"), shares}};
}

bool hasVersion(const Script& script, const QString& id)
{
    return std::ranges::find(script.versions, id, &ScriptVersion::id) != script.versions.end();
}

} // namespace

ScriptAnswer versions(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    if (!script)
        return fail(script.error());
    QJsonArray items; // newest first
    for (auto each = (*script)->versions.rbegin(); each != (*script)->versions.rend(); ++each)
        items.append(versionJson(*each));
    ApiResult page = paged(call, items, 10);
    page.result = QJsonObject {{QStringLiteral("items"), page.result}};
    return page;
}

ScriptAnswer version(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    if (!script)
        return fail(script.error());
    const auto found = std::ranges::find((*script)->versions, call.parts[1], &ScriptVersion::id);
    if (found == (*script)->versions.end())
        return refuse(404, 10007, QStringLiteral("no such version"));
    QJsonObject json = versionJson(*found);
    json.insert(QStringLiteral("resources"), resourcesJson(**script, *found));
    return ApiResult {json};
}

/// What is not versioned (logpush among it) is not taken from here.
ScriptAnswer addVersionTo(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    auto upload = script ? readUpload(call) : Result<ScriptUpload> {fail(script.error())};
    if (!upload)
        return fail(upload.error());
    const ScriptVersion& added = addVersion(**script, *std::move(upload), desk.nowMs());
    QJsonObject json = versionJson(added);
    json.insert(QStringLiteral("resources"), resourcesJson(**script, added));
    json.insert(QStringLiteral("startup_time_ms"), 1);
    desk.save();
    return ApiResult {json};
}

ScriptAnswer deployments(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    if (!script)
        return fail(script.error());
    QJsonArray all; // newest first
    for (auto each = (*script)->deployments.rbegin(); each != (*script)->deployments.rend(); ++each)
        all.append(deploymentJson(*each));
    return ApiResult {QJsonObject {{QStringLiteral("deployments"), all}}};
}

ScriptAnswer addDeployment(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    const auto body = script ? call.body() : Result<QJsonObject> {fail(script.error())};
    if (!body)
        return fail(body.error());
    std::vector<Deployment::Share> shares;
    double sum = 0;
    for (const auto& each : (*body)[QStringLiteral("versions")].toArray()) {
        shares.push_back({each[QStringLiteral("version_id")].toString(), each[QStringLiteral("percentage")].toDouble()});
        sum += shares.back().percentage;
        if (!hasVersion(**script, shares.back().versionId))
            return refuse(400, 10021, u"no such version: " % shares.back().versionId);
    }
    if (shares.empty() || shares.size() > 2 || std::abs(sum - 100) > 0.001)
        return refuse(400, 10021, QStringLiteral("one or two versions are needed whose percentages make 100"));
    const QString message = (*body)[QStringLiteral("annotations")][QStringLiteral("workers/message")].toString();
    const QJsonObject json = deploymentJson(deploy(**script, std::move(shares), message, desk.nowMs()));
    const QString name = (*script)->name;
    desk.save();
    desk.pipeline.scriptSaved(name);
    return ApiResult {json};
}

} // namespace tracedeck::sandbox
