#include "store/time_order.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace tracedeck::store {

namespace {

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kDigits = 1U << kDigitBits;

/// One round of a radix sort: `from` by one digit of the rows' keys, stably.
void sortByDigit(std::span<const std::uint32_t> keys, unsigned shift, const std::vector<std::uint16_t>& from,
                 std::vector<std::uint16_t>& to)
{
    std::array<std::uint32_t, kDigits> next {};
    for (const auto key : keys)
        ++next[(key >> shift) % kDigits];
    std::exclusive_scan(next.begin(), next.end(), next.begin(), 0U);
    for (const auto row : from)
        to[next[(keys[row] >> shift) % kDigits]++] = row;
}

} // namespace

std::vector<std::uint16_t> timeOrder(std::span<const std::int64_t> times)
{
    std::vector<std::uint16_t> order(times.size());
    std::iota(order.begin(), order.end(), std::uint16_t {0});
    if (std::is_sorted(times.begin(), times.end()))
        return order;
    const auto [low, high] = std::minmax_element(times.begin(), times.end());
    const auto spread = static_cast<std::uint64_t>(*high) - static_cast<std::uint64_t>(*low);
    if (spread > 0xffffffff) { // some 50 days, or rows without a time
        std::stable_sort(order.begin(), order.end(), [times](auto a, auto b) { return times[a] < times[b]; });
        return order;
    }
    std::vector<std::uint32_t> keys(times.size());
    std::transform(times.begin(), times.end(), keys.begin(), [low = *low](auto time) {
        return static_cast<std::uint32_t>(static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(low));
    });
    std::vector<std::uint16_t> other(times.size());
    for (unsigned shift = 0; shift < 32 && (spread >> shift) != 0; shift += kDigitBits) {
        sortByDigit(keys, shift, order, other);
        order.swap(other);
    }
    return order;
}

} // namespace tracedeck::store
