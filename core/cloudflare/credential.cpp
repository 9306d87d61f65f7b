#include "cloudflare/credential.h"

namespace tracedeck::cloudflare {

void authorize(net::Request& request, const Credential& credential)
{
    if (!credential.secret || credential.secret->isEmpty())
        return;
    switch (credential.kind) {
    case Credential::Kind::ApiToken: request.secrets.push_back({"Authorization", "Bearer ", credential.secret}); return;
    case Credential::Kind::GlobalKey:
        request.headers.push_back({"X-Auth-Email", credential.email.toUtf8()});
        request.secrets.push_back({"X-Auth-Key", {}, credential.secret});
        return;
    }
}

} // namespace tracedeck::cloudflare
