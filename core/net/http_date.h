#pragma once

#include "net/transport.h"

#include <QByteArray>

#include <chrono>
#include <cstdint>
#include <optional>

namespace tracedeck::net {

/// A date of HTTP in any of its three forms ("Sun, 06 Nov 1994 08:49:37 GMT") as Unix milliseconds.
[[nodiscard]] std::optional<std::int64_t> parseHttpDate(const QByteArray& text);

/// How long the answer asks to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date. Never negative.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(const Response& response, std::int64_t nowMs);

} // namespace tracedeck::net
