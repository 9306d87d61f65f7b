#pragma once

#include "base/result.h"

#include <QFuture>
#include <QString>

#include <chrono>
#include <compare>
#include <optional>
#include <stop_token>

namespace tracedeck::access {

struct Version {
    int major = 0, minor = 0, patch = 0;
    auto operator<=>(const Version&) const = default; // NOLINT(modernize-use-nullptr): it is about what <=> is compared with inside
};
inline constexpr Version kWranglerAtLeast {2, 2, 0}; ///< the first that knows `logpush`

/// A wrangler on this machine.
struct WranglerFound {
    QString program;
    QString text; ///< "4.51.0"
    Version version;
};

/// The first version number in what `wrangler --version` prints, with a banner around it or without.
[[nodiscard]] std::optional<WranglerFound> parseWranglerVersion(const QString& printed);

/// The program that `project` brings itself, or with "" the one on the PATH; "" = there is none.
[[nodiscard]] QString findWrangler(const QString& project);

/// Runs `PROGRAM --version` without a shell and without this program's secrets. NotFound (no program), TimedOut (it and what it started
/// are ended then), PermissionDenied (cannot be started), BadAnswer (no version in what it printed). Needs an event loop on this thread.
[[nodiscard]] QFuture<Result<WranglerFound>> askWrangler(const QString& program, std::stop_token stop,
                                                         std::chrono::milliseconds patience = std::chrono::seconds(10));

} // namespace tracedeck::access
