#include "widgets/time_presets.h"

#include "text/format.h"

#include <QCoreApplication>

#include <array>

namespace tracedeck::ui {

namespace {

constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;

constexpr auto kPresets = std::to_array<TimePreset>({
    {15 * kMinute, QT_TRANSLATE_NOOP("TimePreset", "Last 15 minutes")},
    {kHour, QT_TRANSLATE_NOOP("TimePreset", "Last hour")},
    {6 * kHour, QT_TRANSLATE_NOOP("TimePreset", "Last 6 hours")},
    {24 * kHour, QT_TRANSLATE_NOOP("TimePreset", "Last 24 hours")},
    {7 * kDay, QT_TRANSLATE_NOOP("TimePreset", "Last 7 days")},
    {30 * kDay, QT_TRANSLATE_NOOP("TimePreset", "Last 30 days")},
});

} // namespace

std::span<const TimePreset> timePresets()
{
    return kPresets;
}

QString presetName(const TimePreset& preset)
{
    return QCoreApplication::translate("TimePreset", preset.name);
}

namespace {

/// Grown to whole minutes: milliseconds say nothing in a caption.
TimeRange inMinutes(TimeRange range)
{
    constexpr std::int64_t minute = 60'000;
    const auto floored = [](std::int64_t ms) { return ms - ((ms % minute) + minute) % minute; };
    return {floored(range.from), floored(range.to + minute - 1)};
}

} // namespace

RangeCaption captionOf(TimeRange chosen, TimeRange effective, std::int64_t newestMs, bool utc)
{
    if (chosen.isAll())
        return {QCoreApplication::translate("TimePreset", "All times"),
                effective.lengthMs() > 0 ? rangeText(inMinutes(effective), utc) : QString()};
    for (const TimePreset& preset : kPresets) {
        if (chosen.to == newestMs && chosen.lengthMs() == preset.lengthMs)
            return {presetName(preset), rangeText(inMinutes(chosen), utc)};
    }
    return {rangeText(chosen, utc), durationText(chosen.lengthMs())};
}

} // namespace tracedeck::ui
