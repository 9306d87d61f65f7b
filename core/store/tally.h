#pragma once

#include "store/selection_data.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tracedeck::store {

/// Values of a column seen across segments, by a number of their own in order of first sight.
class ValueIndex {
public:
    [[nodiscard]] std::uint32_t of(std::string_view value)
    {
        const auto [at, isNew] = m_index.try_emplace(std::string {value}, static_cast<std::uint32_t>(m_values.size()));
        if (isNew)
            m_values.push_back(&at->first);
        return at->second;
    }
    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    [[nodiscard]] const std::string& value(std::size_t i) const { return *m_values[i]; }
    /// A segment's string table as numbers of this index.
    [[nodiscard]] std::vector<std::uint32_t> mapped(const std::vector<std::string_view>& table)
    {
        std::vector<std::uint32_t> out;
        out.reserve(table.size());
        for (const auto value : table)
            out.push_back(of(value));
        return out;
    }

private:
    std::unordered_map<std::string, std::uint32_t> m_index;
    std::vector<const std::string*> m_values; // nodes of the map do not move
};

/// Counts per value to an answer: most first, ties by value, at most `limit` (0 = all).
inline void finishCounts(ValueCounts& counts, std::size_t limit)
{
    std::erase_if(counts.values, [](const ValueCount& v) { return v.count == 0; });
    std::sort(counts.values.begin(), counts.values.end(),
              [](const ValueCount& a, const ValueCount& b) { return a.count != b.count ? a.count > b.count : a.value < b.value; });
    counts.distinct = counts.values.size();
    if (limit > 0 && counts.values.size() > limit)
        counts.values.resize(limit);
}

} // namespace tracedeck::store
