#pragma once

#include "store/answers.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace tracedeck::store {

/// Numbers being collected for exact nearest-rank percentiles: small ones are counted, the rest kept.
class RankCounter {
public:
    void add(std::int64_t value)
    {
        ++m_count;
        if (value >= 0 && value < kCounted) {
            if (m_counts.empty())
                m_counts.resize(kCounted);
            ++m_counts[static_cast<std::size_t>(value)];
        } else {
            m_others.push_back(value);
        }
    }
    void add(const RankCounter& other)
    {
        m_count += other.m_count;
        m_others.insert(m_others.end(), other.m_others.begin(), other.m_others.end());
        if (m_counts.empty())
            m_counts = other.m_counts;
        else if (!other.m_counts.empty())
            std::transform(m_counts.begin(), m_counts.end(), other.m_counts.begin(), m_counts.begin(), std::plus<> {});
    }
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    void sort() { std::sort(m_others.begin(), m_others.end()); }

    /// The value of 1-based `rank`; call `sort` first.
    [[nodiscard]] std::int64_t at(std::uint64_t rank) const
    {
        const auto below =
            static_cast<std::uint64_t>(std::lower_bound(m_others.begin(), m_others.end(), std::int64_t {0}) - m_others.begin());
        if (rank <= below)
            return m_others[rank - 1];
        auto seen = below;
        for (std::size_t value = 0; value < m_counts.size(); ++value) {
            seen += m_counts[value];
            if (rank <= seen)
                return static_cast<std::int64_t>(value);
        }
        return m_others[below + (rank - seen) - 1];
    }
    [[nodiscard]] std::int64_t percentile(double percent) const
    {
        const auto rank = static_cast<std::uint64_t>(std::ceil(percent / 100.0 * static_cast<double>(m_count)));
        return at(std::clamp<std::uint64_t>(rank, 1, m_count));
    }

private:
    static constexpr std::int64_t kCounted = 4096;
    std::uint64_t m_count = 0;
    std::vector<std::uint32_t> m_counts;
    std::vector<std::int64_t> m_others;
};

} // namespace tracedeck::store
