#include "charts/bucket_width.h"

#include <algorithm>
#include <array>

namespace tracedeck::ui {

namespace {

constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;
constexpr std::array kWidths {kSecond,      5 * kSecond,  15 * kSecond, kMinute,   3 * kMinute, 5 * kMinute,
                              15 * kMinute, 30 * kMinute, kHour,        6 * kHour, kDay};

std::int64_t floorTo(std::int64_t ms, std::int64_t width)
{
    const std::int64_t rest = ms % width;
    return ms - (rest < 0 ? rest + width : rest);
}

} // namespace

std::int64_t bucketWidthFor(std::int64_t lengthMs, std::size_t mostBars)
{
    const auto most = static_cast<std::int64_t>(std::max<std::size_t>(1, mostBars));
    const std::int64_t needed = lengthMs / most + (lengthMs % most > 0 ? 1 : 0);
    const auto* const width = std::ranges::lower_bound(kWidths, needed);
    return width != kWidths.end() ? *width : (needed + kDay - 1) / kDay * kDay;
}

TimeRange alignedToBuckets(TimeRange range, std::int64_t widthMs)
{
    const std::int64_t from = floorTo(range.from, widthMs);
    const std::int64_t to = floorTo(range.to - 1, widthMs) + widthMs;
    return {from, std::max(to, from + widthMs)};
}

} // namespace tracedeck::ui
