#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <string>

namespace tracedeck::ctl {

/// A job from a file, "-" for standard input: JSON, an answer of the API that holds one, or a curl. As a part, some members of one do.
/// Its masked secrets are those of the environment, where that has them.
[[nodiscard]] Result<QJsonObject> readJob(const std::string& file, bool isPart);

/// Each "****" becomes what the environment holds under the name that copied commands give the secret; it stays where there is nothing.
[[nodiscard]] QString withSecretsFromEnvironment(const QString& destination);
/// What is masked and has to be given before a destination can be used, each in words: "set SECRET_ACCESS_KEY".
[[nodiscard]] QStringList maskedParts(const QString& destination);

/// Whatever of a job is secret, as it may turn up in somebody's words: as written, and decoded.
[[nodiscard]] QStringList secretsIn(const QJsonObject& job);

} // namespace tracedeck::ctl
