#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QString>

namespace tracedeck::logpush {

// A job in forms that leave the program: without what the server fills in, and with a place for each secret.

/// What `asCurl` and `asTerraform` call the secret of a parameter: "SECRET_ACCESS_KEY".
[[nodiscard]] QString placeholderOf(const QString& parameter);

/// Indented; secrets are "****".
[[nodiscard]] QString asJson(const QJsonObject& job);

/// A command for bash that makes the job: the token is $CLOUDFLARE_API_TOKEN, each secret of the destination a variable of the shell by
/// its placeholder's name, percent-encoded by who sets it.
[[nodiscard]] QString asCurl(const QJsonObject& job, const QString& baseUrl, const QString& accountId);

/// A resource of Terraform's Cloudflare provider (5.x), laid out as `terraform fmt` does; secrets are `var.` of their placeholder's name in
/// small letters. Members whose names cannot be arguments ("a b") are left out.
[[nodiscard]] QString asTerraform(const QJsonObject& job, const QString& accountId);

/// A job from JSON (of a job, or of an API answer that holds one), or from a pasted curl. BadValue: what was read so far and why not on
/// ("no JSON, at character 17").
[[nodiscard]] Result<QJsonObject> importJob(const QString& text);

} // namespace tracedeck::logpush
