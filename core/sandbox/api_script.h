#pragma once

#include "sandbox/api_call.h"
#include "sandbox/api_multipart.h"

namespace tracedeck::sandbox {

/// A script as it was uploaded: what is said of it, and its modules.
struct ScriptUpload {
    QJsonObject metadata;
    std::vector<Module> modules;
};
[[nodiscard]] Result<ScriptUpload> readUpload(const ApiCall& call);
/// A version of that upload at the end of the script's.
ScriptVersion& addVersion(Script& script, ScriptUpload upload, qint64 nowMs);
/// Makes a version live.
Deployment& deploy(Script& script, std::vector<Deployment::Share> shares, const QString& message, qint64 nowMs);
/// The script that the path names; 404, 10007.
[[nodiscard]] Result<Script*> scriptOf(const ApiDesk& desk, const ApiCall& call);
/// 10023 where `logpush: true` is asked for and the account is not entitled.
[[nodiscard]] Result<void> checkEntitled(ApiDesk& desk, const QJsonObject& settings);
/// Sets what is not versioned: logpush, tail_consumers, tags, observability.
void applySettings(Script& script, const QJsonObject& settings);
[[nodiscard]] QJsonObject settingsJson(const Script& script);
/// A Worker as lists tell of it.
[[nodiscard]] QJsonObject listedJson(const Script& script);
[[nodiscard]] bool hasTags(const Script& script, const QString& asked);

using ScriptAnswer = Result<ApiResult>;
/// Uploads the form of the call as that Worker, which is made where there is none; live at once.
[[nodiscard]] ScriptAnswer putScript(ApiDesk& desk, const ApiCall& call, const QString& name, const QString& dispatchNamespace);
// api_versions.cpp
[[nodiscard]] ScriptAnswer versions(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer version(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer addVersionTo(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer deployments(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer addDeployment(ApiDesk& desk, const ApiCall& call);
// api_script_settings.cpp
[[nodiscard]] ScriptAnswer scriptSettings(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer setScriptSettings(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer scriptSubdomain(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer setScriptSubdomain(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer accountSubdomain(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer secrets(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer schedules(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer setSchedules(ApiDesk& desk, const ApiCall& call);
// api_versioned_settings.cpp
[[nodiscard]] ScriptAnswer versionedSettings(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer setVersionedSettings(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ApiResult versionedSettingsOf(const Script& script);
/// Takes the form's part `settings` into a version of its own, which is live at once. 10214 where the latest one is not.
[[nodiscard]] ScriptAnswer patchVersionedSettings(ApiDesk& desk, const ApiCall& call, Script& script);
// api_worker_routes.cpp
[[nodiscard]] ScriptAnswer workerRoutes(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer addWorkerRoute(ApiDesk& desk, const ApiCall& call);
[[nodiscard]] ScriptAnswer setScriptRoutes(ApiDesk& desk, const ApiCall& call);

} // namespace tracedeck::sandbox
