#include "objects/coverage_lag.h"

#include <algorithm>

namespace tracedeck::objects {

namespace {

std::int64_t nearestRank(std::span<std::int64_t> values, std::size_t percent)
{
    const std::size_t rank = std::max<std::size_t>(1, (values.size() * percent + 99) / 100);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

struct PlacedLag {
    std::uint32_t bucket;
    std::int64_t lag;
};

} // namespace

std::optional<LagSpread> spreadOf(std::span<std::int64_t> lags)
{
    if (lags.empty())
        return std::nullopt;
    return LagSpread {nearestRank(lags, 50), nearestRank(lags, 95), static_cast<std::uint32_t>(lags.size())};
}

LagSeries lagsOverTime(const std::vector<Delivery>& deliveries, std::int64_t start, std::int64_t width, std::size_t buckets)
{
    LagSeries series {start, width, std::vector<std::optional<LagSpread>>(buckets)};
    const std::int64_t end = start + width * static_cast<std::int64_t>(buckets);
    std::vector<PlacedLag> placed;
    for (const Delivery& delivery : deliveries) {
        const std::int64_t at = delivery.nameEndMs();
        if (at >= start && at < end)
            placed.push_back({static_cast<std::uint32_t>((at - start) / width), delivery.lagMs});
    }
    std::ranges::sort(placed, {}, &PlacedLag::bucket);
    std::vector<std::int64_t> lags;
    for (std::size_t i = 0; i < placed.size();) {
        const std::uint32_t bucket = placed[i].bucket;
        lags.clear();
        for (; i < placed.size() && placed[i].bucket == bucket; ++i)
            lags.push_back(placed[i].lag);
        series.buckets[bucket] = spreadOf(lags);
    }
    return series;
}

} // namespace tracedeck::objects
