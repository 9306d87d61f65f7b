#pragma once

#include "base/time_range.h"

#include <QString>

#include <optional>

namespace tracedeck::ui {

/// A time range as people type it: "-3h", "last 15 min", "today", "yesterday 14:00", "21 Nov 12:30 – 13:10", "2026-11-21", "all".
/// A day alone is the whole day; a moment alone runs until `nowMs`. nullopt where it cannot be read or would be empty. Any thread.
[[nodiscard]] std::optional<TimeRange> parseTimeRange(QStringView typed, std::int64_t nowMs, bool utc);

/// The text that `parseTimeRange` reads back to the same range.
[[nodiscard]] QString typedTimeRange(TimeRange range, bool utc);

} // namespace tracedeck::ui
