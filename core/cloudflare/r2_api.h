#pragma once

#include "cloudflare/endpoint.h"

#include <cstdint>
#include <optional>

namespace tracedeck::cloudflare {

struct R2Bucket {
    QString name, location, storageClass;
    QString jurisdiction; ///< "default", "eu", "fedramp"
    std::optional<std::int64_t> createdMs;
};

/// The buckets of one jurisdiction ("default", "eu", "fedramp"): each is listed by itself.
[[nodiscard]] Endpoint<std::vector<R2Bucket>> r2Buckets(const QString& accountId, const QString& jurisdiction = QStringLiteral("default"));

} // namespace tracedeck::cloudflare
