#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tracedeck::ctl {

/// RFC 3339 (`2026-11-21T12:36:00Z`) or Unix milliseconds, to ms; nullopt for anything else.
[[nodiscard]] std::optional<std::int64_t> parseTime(const std::string& text);
[[nodiscard]] std::string timeText(std::int64_t ms); ///< RFC 3339 with milliseconds, UTC

} // namespace tracedeck::ctl
