#include "ingest/string_table.h"

#include <xxhash.h>

#include <algorithm>

namespace tracedeck::ingest {

void StringTable::clear()
{
    m_values.clear();
    m_slots.clear();
    m_last = 0;
}

void StringTable::grow()
{
    m_slots.assign(std::max<std::size_t>(64, m_slots.size() * 4), 0);
    for (std::uint32_t i = 0; i < m_values.size(); ++i) {
        auto slot = XXH3_64bits(m_values[i].data(), m_values[i].size()) & (m_slots.size() - 1);
        while (m_slots[slot] != 0)
            slot = (slot + 1) & (m_slots.size() - 1);
        m_slots[slot] = i + 1;
    }
}

std::uint32_t StringTable::code(std::string_view text)
{
    if (m_last < m_values.size() && m_values[m_last] == text)
        return m_last;
    if ((m_values.size() + 1) * 2 > m_slots.size())
        grow();
    auto slot = XXH3_64bits(text.data(), text.size()) & (m_slots.size() - 1);
    for (; m_slots[slot] != 0; slot = (slot + 1) & (m_slots.size() - 1)) {
        if (m_values[m_slots[slot] - 1] == text)
            return m_last = m_slots[slot] - 1;
    }
    m_values.emplace_back(text);
    m_slots[slot] = static_cast<std::uint32_t>(m_values.size());
    return m_last = m_slots[slot] - 1;
}

} // namespace tracedeck::ingest
