#pragma once

#include "base/time_range.h"

#include <QString>

#include <cstdint>
#include <string_view>

namespace tracedeck::ui {

// How numbers, times and ids are written, once for the window and the command line. Any thread.

inline constexpr QStringView kMissing = u"\u2014"; ///< "—": not known, never 0

/// A number apart from its unit, for large figures: {"1.28", "M"}.
struct Figure {
    QString value, unit;
    [[nodiscard]] QString text() const; ///< "1.28 M"
};

[[nodiscard]] QString countText(std::uint64_t count);   ///< "318,204"
[[nodiscard]] Figure compactCount(std::uint64_t count); ///< 1.28 M, 38.4 M; exact below 10,000
[[nodiscard]] QString axisCount(double count);          ///< "800", "10k", "1.5M"
[[nodiscard]] Figure percentFigure(double fraction);    ///< 0.0027 → "0.27" "%"
[[nodiscard]] QString percentText(double fraction);     ///< two significant digits below 1 %, else one decimal
[[nodiscard]] QString perThousandText(double rate);     ///< 0.0496 → "49.60"
[[nodiscard]] Figure durationFigure(std::int64_t ms);   ///< 184 → "184" "ms"; from a minute on all in `value`
[[nodiscard]] QString durationText(std::int64_t ms);    ///< "412 ms", "2.18 s", "1 min 12 s", "2 h 04 min", "3 d 04 h"
[[nodiscard]] QString bytesText(std::uint64_t bytes);   ///< decimal units: "41.8 MB"

[[nodiscard]] QString timeText(std::int64_t ms, bool utc);                        ///< "12:46:16.456"
[[nodiscard]] QString dateText(std::int64_t ms, bool utc, bool withYear = false); ///< "21 Nov", "21 Nov 2026"
[[nodiscard]] QString dateTimeText(std::int64_t ms, bool utc);                    ///< "21 Nov 2026 12:46:16.456"
[[nodiscard]] QString minuteText(std::int64_t ms, bool utc);                      ///< "12:46"
/// A label on a time axis whose ticks are `stepMs` apart: "12:46:30", "12:46", or the day at midnight.
[[nodiscard]] QString axisTime(std::int64_t ms, std::int64_t stepMs, bool utc);
/// "12:38 – 13:09", with seconds or days only where needed.
[[nodiscard]] QString rangeText(TimeRange range, bool utc);
[[nodiscard]] QString bucketWidthText(std::int64_t widthMs); ///< "3 min", "15 s", "1 h"
[[nodiscard]] QString zoneName(bool utc);                    ///< "UTC", or the local zone's short name
[[nodiscard]] QString agoText(std::int64_t elapsedMs);       ///< "52 s ago", "3 min ago"

[[nodiscard]] QString shortId(QStringView id); ///< first 8 characters of a version or group id
/// UTF-8 of the data as text fit to show: hostile characters visible, one line.
[[nodiscard]] QString shown(std::string_view utf8);

} // namespace tracedeck::ui
