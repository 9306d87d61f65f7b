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
};

/// What is set on a Worker without making a version of it.
struct ScriptSettings {
    std::optional<bool> logpush;
    QStringList tags, tailConsumers;
    std::optional<bool> observability;
};

[[nodiscard]] Endpoint<std::vector<WorkerScript>> workerScripts(const QString& accountId);
[[nodiscard]] Endpoint<ScriptSettings> scriptSettings(const QString& accountId, const QString& script);
/// Sets the flag and nothing else; sent again after a lost answer, since twice is as once.
[[nodiscard]] Endpoint<ScriptSettings> setScriptLogpush(const QString& accountId, const QString& script, bool logpush);

} // namespace tracedeck::cloudflare
