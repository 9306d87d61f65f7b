#pragma once

#include <cstdint>
#include <span>

namespace tracedeck::delivery {

/// A sequence that depends on its seed alone: the same numbers on every machine and with every library (splitmix64).
class Random {
public:
    explicit constexpr Random(std::uint64_t seed) : m_state(seed) {}

    constexpr std::uint64_t next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        return mixed(m_state);
    }
    /// In [0, bound); `bound` ≥ 1.
    constexpr std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32); }
    /// In [low, high].
    constexpr std::uint32_t between(std::uint32_t low, std::uint32_t high) { return low + below(high - low + 1); }
    constexpr bool oneIn(std::uint32_t n) { return below(n) == 0; }
    constexpr bool chance(double share) { return static_cast<double>(next() >> 11) * 0x1p-53 < share; } ///< always at 1
    constexpr bool permille(std::uint32_t share) { return below(1000) < share; }

    /// A well spread hash of a number, for things that must not take from the sequence.
    static constexpr std::uint64_t mixed(std::uint64_t z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

private:
    std::uint64_t m_state;
};

/// One row of a table by its `weight`; the table is not empty.
template<typename Row>
[[nodiscard]] const Row& pickWeighted(std::span<const Row> table, Random& random)
{
    std::uint32_t sum = 0;
    for (const auto& row : table)
        sum += row.weight;
    std::uint32_t lot = random.below(sum);
    for (const auto& row : table) {
        if (lot < row.weight)
            return row;
        lot -= row.weight;
    }
    return table.back();
}

} // namespace tracedeck::delivery
