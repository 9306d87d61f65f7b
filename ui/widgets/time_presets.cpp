#include "widgets/time_presets.h"

#include "text/format.h"

#include <QCoreApplication>

#include <array>

namespace tracedeck::ui {

namespace {

constexpr auto kPresets = std::to_array<TimePreset>({
    {15 * 60'000, QT_TRANSLATE_NOOP("TimePreset", "Last 15 minutes")},
    {3'600'000, QT_TRANSLATE_NOOP("TimePreset", "Last hour")},
    {6 * 3'600'000, QT_TRANSLATE_NOOP("TimePreset", "Last 6 hours")},
    {24 * 3'600'000, QT_TRANSLATE_NOOP("TimePreset", "Last 24 hours")},
    {7 * 86'400'000LL, QT_TRANSLATE_NOOP("TimePreset", "Last 7 days")},
    {30 * 86'400'000LL, QT_TRANSLATE_NOOP("TimePreset", "Last 30 days")},
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

RangeCaption captionOf(TimeRange chosen, TimeRange effective, std::int64_t newestMs, bool utc)
{
    if (chosen.isAll())
        return {QCoreApplication::translate("TimePreset", "All times"), effective.lengthMs() > 0 ? rangeText(effective, utc) : QString()};
    for (const TimePreset& preset : kPresets) {
        if (chosen.to == newestMs && chosen.lengthMs() == preset.lengthMs)
            return {presetName(preset), rangeText({chosen.from - chosen.from % 60'000, chosen.to - chosen.to % 60'000}, utc)};
    }
    return {rangeText(chosen, utc), durationText(chosen.lengthMs())};
}

} // namespace tracedeck::ui
