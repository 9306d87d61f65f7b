#pragma once

#include "base/time_range.h"

#include <QString>

#include <span>

namespace tracedeck::ui {

struct TimePreset {
    std::int64_t lengthMs;
    const char* name; ///< "Last 6 hours"; pass through `presetName`
};
[[nodiscard]] std::span<const TimePreset> timePresets();
[[nodiscard]] QString presetName(const TimePreset& preset);

/// How the chosen range is called: a preset where it is one counted back from `newestMs`, else the range itself.
struct RangeCaption {
    QString value, remark;
};
[[nodiscard]] RangeCaption captionOf(TimeRange chosen, TimeRange effective, std::int64_t newestMs, bool utc);

} // namespace tracedeck::ui
