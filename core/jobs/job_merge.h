#pragma once

#include "base/result.h"
#include "logpush/job.h"

namespace tracedeck::jobs {

/// A job without secrets: its destination redacted, its ownership token gone.
[[nodiscard]] QJsonObject redactedJob(const QJsonObject& job);

/// `destination` with each redacted secret replaced by that of `current`. BadValue (subject: the parameter) where `current` leads elsewhere
/// or has none: a secret is sent only to where it was.
[[nodiscard]] Result<QString> withSecretsOf(const QString& destination, const QString& current);

/// What was edited, `before` to `after` (both redacted), brought into `current` as the API tells of it now. What the edit did not touch
/// stays as it is in `current`, members that nobody knows too.
[[nodiscard]] Result<QJsonObject> mergedJob(const QJsonObject& current, const QJsonObject& before, const QJsonObject& after);

} // namespace tracedeck::jobs
