#pragma once

#include "objects/coverage_log.h"

#include <optional>
#include <span>
#include <vector>

namespace tracedeck::objects {

/// Of the lags of some objects, by nearest rank: the smallest lag that so many of 100 do not exceed.
struct LagSpread {
    std::int64_t p50 = 0, p95 = 0;
    std::uint32_t objects = 0;
    bool operator==(const LagSpread&) const = default;
};

/// Lags over time; an object belongs to the bucket in which its window ends. nullopt = no object ends there.
struct LagSeries {
    std::int64_t start = 0, width = 1;
    std::vector<std::optional<LagSpread>> buckets;
};

/// nullopt of nothing. Reorders the lags.
[[nodiscard]] std::optional<LagSpread> spreadOf(std::span<std::int64_t> lags);

/// `buckets` of `width` ms from `start` on.
[[nodiscard]] LagSeries lagsOverTime(const std::vector<Delivery>& deliveries, std::int64_t start, std::int64_t width, std::size_t buckets);

} // namespace tracedeck::objects
