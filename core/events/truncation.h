#pragma once

#include "events/event.h"

namespace tracedeck::events {

/// Which limits seem to have cut a record (LOG-9): today's by its markers, 2022's by shape ("probably").
enum class Truncation : std::uint8_t { None, Marked, ProbablyLimits2022 };
[[nodiscard]] Truncation truncationOf(const Event& event);
/// The quick form for ingest: does any of these texts carry `<<<Logpush: … truncated>>>`?
[[nodiscard]] bool hasTruncationMarker(std::string_view text);
/// UTF-16 code units of a UTF-8 text, the unit that limits are counted in (an assumption).
[[nodiscard]] std::size_t utf16Length(std::string_view utf8);

} // namespace tracedeck::events
