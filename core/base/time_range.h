#pragma once

#include <cstdint>
#include <limits>

namespace tracedeck {

/// Half open span of Unix milliseconds, UTC: `from` is in, `to` is out.
struct TimeRange {
    std::int64_t from = std::numeric_limits<std::int64_t>::min();
    std::int64_t to = std::numeric_limits<std::int64_t>::max();

    [[nodiscard]] constexpr bool isAll() const { return *this == TimeRange {}; }
    [[nodiscard]] constexpr bool contains(std::int64_t ms) const { return ms >= from && ms < to; }
    [[nodiscard]] constexpr std::int64_t lengthMs() const { return to - from; }
    constexpr bool operator==(const TimeRange&) const = default;
};

} // namespace tracedeck
