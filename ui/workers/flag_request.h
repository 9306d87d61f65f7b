#pragma once

#include "workers/worker_id.h"

namespace tracedeck::ui {

/// The call that switches one Worker, as it is sent.
struct FlagRequest {
    QString verb, path, body;
    bool makesVersion = false; ///< by the settings call of a dispatch namespace
};
[[nodiscard]] FlagRequest flagRequestOf(const WorkerId& worker, const QString& accountId, bool logpush);

[[nodiscard]] QString lineOf(const FlagRequest& request); ///< one line, the account shortened; names made visible
/// As bash takes it; the token stands as $CLOUDFLARE_API_TOKEN.
[[nodiscard]] QString asCurl(const FlagRequest& request, const QString& baseUrl);

} // namespace tracedeck::ui
