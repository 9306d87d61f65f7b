#pragma once

#include "cloudflare/logpush_api.h"

#include <QJsonObject>

namespace tracedeck::cloudflare {

// Jobs as the API's own objects: what nobody here knows stays in them. They hold secrets (`destination_conf`): they are not kept, and not
// shown as they are. Creating and changing is never repeated by the transport.

[[nodiscard]] Endpoint<std::vector<QJsonObject>> jobObjects(const LogpushScope& scope);
[[nodiscard]] Endpoint<QJsonObject> jobObject(const LogpushScope& scope, std::int64_t id);
/// `body`: see logpush::createBodyOf and updateBodyOf.
[[nodiscard]] Endpoint<QJsonObject> createJob(const LogpushScope& scope, const QJsonObject& body);
[[nodiscard]] Endpoint<QJsonObject> updateJob(const LogpushScope& scope, std::int64_t id, const QJsonObject& body);
[[nodiscard]] Endpoint<bool> deleteJob(const LogpushScope& scope, std::int64_t id);

/// What was written where, to prove that a destination is one's own.
struct OwnershipChallenge {
    QString filename, message;
    bool isValid = false;
};
[[nodiscard]] Endpoint<OwnershipChallenge> askOwnership(const LogpushScope& scope, const QString& destination);
[[nodiscard]] Endpoint<bool> validateOwnership(const LogpushScope& scope, const QString& destination, const QString& token);

/// Whether Cloudflare can write there: it tries.
struct Validity {
    bool isValid = false;
    QString message;
};
[[nodiscard]] Endpoint<Validity> validateDestination(const LogpushScope& scope, const QString& destination);
/// Whether another job has it already; that is allowed.
[[nodiscard]] Endpoint<bool> destinationExists(const LogpushScope& scope, const QString& destination);

} // namespace tracedeck::cloudflare
