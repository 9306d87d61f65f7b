#pragma once

#include "cloudflare/endpoint.h"

namespace tracedeck::cloudflare {

struct Zone {
    QString id, name;
};

/// The zones of an account that the credential can see.
[[nodiscard]] Endpoint<std::vector<Zone>> zones(const QString& accountId);

} // namespace tracedeck::cloudflare
