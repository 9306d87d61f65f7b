#pragma once

#include "base/time_range.h"

#include <cstddef>

namespace tracedeck::ui {

/// The width of a bar for a span of `lengthMs`: the smallest of 1 s … 1 d that needs at most `mostBars`; whole days past that.
[[nodiscard]] std::int64_t bucketWidthFor(std::int64_t lengthMs, std::size_t mostBars = 180);

/// `range` grown to whole buckets, so that bars stay where they are while the range moves a little.
[[nodiscard]] TimeRange alignedToBuckets(TimeRange range, std::int64_t widthMs);

} // namespace tracedeck::ui
