#pragma once

#include "cloudflare/endpoint.h"

#include <QStringList>

#include <cstdint>
#include <optional>

namespace tracedeck::cloudflare {

/// A Worker as the list of scripts tells of it.
struct WorkerScript {
    QString name;
    bool logpush = false; ///< also where the API does not say
    QStringList tags, tailConsumers, handlers;
    std::optional<bool> observability;
    QString usageModel;
    std::optional<std::int64_t> modifiedMs;
    bool tellsLogpush = false; ///< the API did say; lists of dispatch namespaces are not documented to
};

/// What is set on a Worker without making a version of it.
struct ScriptSettings {
    std::optional<bool> logpush;
    QStringList tags, tailConsumers;
    std::optional<bool> observability;
};

/// A Workers for Platforms namespace.
struct DispatchNamespace {
    QString id, name;
    std::int64_t scripts = 0;
    std::optional<std::int64_t> modifiedMs;
};

[[nodiscard]] Endpoint<std::vector<WorkerScript>> workerScripts(const QString& accountId);
[[nodiscard]] Endpoint<ScriptSettings> scriptSettings(const QString& accountId, const QString& script);
/// Sets the flag and nothing else; sent again after a lost answer, since twice is as once.
[[nodiscard]] Endpoint<ScriptSettings> setScriptLogpush(const QString& accountId, const QString& script, bool logpush);

/// Uploads the code of a Worker, which makes a version of it that is live at once; `form` as workers::uploadForm makes it. Never sent twice.
[[nodiscard]] Endpoint<WorkerScript> uploadScript(const QString& accountId, const QString& script, MultipartBody form);
/// The settings of a Worker as they are versioned, the flag among them. Setting it makes a version, and is refused (10214) where the latest
/// one is not deployed: `setScriptLogpush` does not have that. Never sent twice.
[[nodiscard]] Endpoint<ScriptSettings> scriptVersionedSettings(const QString& accountId, const QString& script);
[[nodiscard]] Endpoint<ScriptSettings> setVersionedLogpush(const QString& accountId, const QString& script, bool logpush);

[[nodiscard]] Endpoint<std::vector<DispatchNamespace>> dispatchNamespaces(const QString& accountId);
/// The Workers of one namespace. Their flag is read one by one, by `dispatchSettings`, where the list does not tell it.
[[nodiscard]] Endpoint<std::vector<WorkerScript>> dispatchScripts(const QString& accountId, const QString& dispatchNamespace);
[[nodiscard]] Endpoint<ScriptSettings> dispatchSettings(const QString& accountId, const QString& dispatchNamespace, const QString& script);
/// Makes a version of that Worker. Never sent twice.
[[nodiscard]] Endpoint<ScriptSettings> setDispatchLogpush(const QString& accountId, const QString& dispatchNamespace, const QString& script,
                                                          bool logpush);

} // namespace tracedeck::cloudflare
