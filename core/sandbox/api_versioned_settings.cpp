#include "sandbox/api_script.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace tracedeck::sandbox {

namespace {

/// What versions carry of the settings.
constexpr auto kVersioned = std::to_array<const char*>({"bindings", "compatibility_date", "compatibility_flags", "placement", "limits"});

Result<QJsonObject> settingsOf(const ApiCall& call)
{
    const auto form = readForm(call.request.header("Content-Type"), call.request.body);
    if (!form)
        return refuse(400, 10021, form.error().detail);
    const auto part = std::ranges::find(*form, QStringLiteral("settings"), &FormPart::name);
    const auto document = part == form->end() ? QJsonDocument() : QJsonDocument::fromJson(part->bytes);
    if (!document.isObject())
        return refuse(400, 10021, QStringLiteral("the part \"settings\" is not a JSON object"));
    const QJsonObject settings = document.object();
    if (const auto flag = settings[QStringLiteral("logpush")]; !flag.isUndefined() && !flag.isNull() && !flag.isBool())
        return refuse(400, 10021, QStringLiteral("logpush must be a boolean"));
    return settings;
}

bool isLatestLive(const Script& script)
{
    if (script.deployments.empty())
        return false;
    const auto& shares = script.deployments.back().shares;
    return std::ranges::find(shares, script.versions.back().id, &Deployment::Share::versionId) != shares.end();
}

/// The last version once more, with these settings.
ScriptUpload changed(const Script& script, const QJsonObject& settings)
{
    ScriptUpload next {script.versions.back().metadata, script.versions.back().modules};
    next.metadata.remove(QStringLiteral("annotations"));
    for (const char* name : kVersioned) {
        const QString key = QString::fromLatin1(name);
        if (settings.contains(key))
            next.metadata[key] = settings[key];
    }
    return next;
}

} // namespace

ApiResult versionedSettingsOf(const Script& script)
{
    QJsonObject json = settingsJson(script);
    const QJsonObject& metadata = script.versions.back().metadata;
    for (const char* name : kVersioned) {
        const QString key = QString::fromLatin1(name);
        if (metadata.contains(key))
            json.insert(key, metadata[key]);
    }
    json.insert(QStringLiteral("usage_model"), QStringLiteral("standard"));
    return {json};
}

ScriptAnswer versionedSettings(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    return script ? ScriptAnswer {versionedSettingsOf(**script)} : fail(script.error());
}

ScriptAnswer setVersionedSettings(ApiDesk& desk, const ApiCall& call)
{
    const auto script = scriptOf(desk, call);
    return script ? patchVersionedSettings(desk, call, **script) : fail(script.error());
}

ScriptAnswer patchVersionedSettings(ApiDesk& desk, const ApiCall& call, Script& script)
{
    const auto settings = settingsOf(call);
    if (!settings)
        return fail(settings.error());
    if (auto entitled = checkEntitled(desk, *settings); !entitled)
        return fail(entitled.error());
    if (!isLatestLive(script)) {
        return refuse(400, 10214,
                      QStringLiteral("Script edit failed: the latest version of this Worker is not deployed. Deploy it first; what is not "
                                     "versioned (logpush, tail_consumers) can be changed through /script-settings at any time."));
    }
    applySettings(script, *settings);
    const QString id = addVersion(script, changed(script, *settings), desk.nowMs()).id;
    deploy(script, {{id, 100}}, {}, desk.nowMs());
    desk.save();
    desk.pipeline.scriptSaved(script.name);
    return versionedSettingsOf(script);
}

} // namespace tracedeck::sandbox
