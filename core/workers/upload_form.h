#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace tracedeck::workers {

/// A script of one module that is uploaded with the flag.
struct ScriptFile {
    QString name;     ///< of the Worker
    QString fileName; ///< of the module: "worker.js", "worker.mjs", "worker.py"
    QByteArray source;
    QString compatibilityDate; ///< "2026-11-27"
    bool logpush = true;
};
[[nodiscard]] Result<void> checkScript(const ScriptFile& script); ///< BadValue names the field and why

/// A multipart body and the type that names its boundary, which does not occur in the parts.
struct MultipartBody {
    QByteArray contentType, bytes;
};
/// What `PUT …/workers/scripts/{name}` takes: the part `metadata` and the module.
[[nodiscard]] MultipartBody uploadForm(const ScriptFile& script);
/// What `PATCH …/scripts/{name}/settings` takes: the part `settings`.
[[nodiscard]] MultipartBody settingsForm(const QJsonObject& settings);

} // namespace tracedeck::workers
