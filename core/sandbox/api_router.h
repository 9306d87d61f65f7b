#pragma once

#include "sandbox/api_call.h"

namespace tracedeck::sandbox {

/// Where a request leads.
struct Routed {
    const ApiRoute* route = nullptr; ///< null: no such endpoint
    QStringList parts;
    QString accountId, zoneId; ///< as they stand in the path
};
/// `path` as it stands in the request line.
[[nodiscard]] Routed routed(const QByteArray& method, const QByteArray& path);

} // namespace tracedeck::sandbox
