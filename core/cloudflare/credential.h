#pragma once

#include "base/secret.h"
#include "net/transport.h"

#include <QString>

namespace tracedeck::cloudflare {

/// What proves who asks: an API token (user- or account-owned), or the legacy e-mail and global key.
struct Credential {
    enum class Kind : std::uint8_t { ApiToken, GlobalKey };
    Kind kind = Kind::ApiToken;
    QString email;       ///< GlobalKey only
    SharedSecret secret; ///< token or key
};

/// Adds the credential's headers: Authorization: Bearer, or X-Auth-Email and X-Auth-Key; never both.
void authorize(net::Request& request, const Credential& credential);

} // namespace tracedeck::cloudflare
