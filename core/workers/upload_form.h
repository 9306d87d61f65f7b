#pragma once

#include "base/result.h"
#include "cloudflare/multipart.h"

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

/// BadValue, whose subject is the field ("name", "fileName", "source", "compatibilityDate") and whose detail says why: a name is 1 to 255
/// of a-z 0-9 - _ and begins with no dash; a module is UTF-8, not empty, at most 64 MB, and 10 MB where it is compressed.
[[nodiscard]] Result<void> checkScript(const ScriptFile& script);
/// The two halves of it: all but the source, at once; and the source, which reads and may compress all of it.
[[nodiscard]] Result<void> checkFields(const ScriptFile& script);
[[nodiscard]] Result<void> checkSource(const QByteArray& source);

/// What `PUT …/workers/scripts/{name}` takes: the part `metadata` and the module.
[[nodiscard]] cloudflare::MultipartBody uploadForm(const ScriptFile& script);
/// What `PATCH …/scripts/{name}/settings` takes: the part `settings`.
[[nodiscard]] cloudflare::MultipartBody settingsForm(const QJsonObject& settings);

} // namespace tracedeck::workers
