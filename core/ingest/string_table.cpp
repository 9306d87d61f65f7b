#include "ingest/string_table.h"

#define XXH_INLINE_ALL // short texts: the call would cost as much as the hash
#include <xxhash.h>

#include <algorithm>
#include <cstring>

namespace tracedeck::ingest {

namespace {

struct Hash {
    explicit Hash(std::string_view text)
    {
        const auto bits = XXH3_64bits(text.data(), text.size());
        slot = static_cast<std::uint32_t>(bits);
        tag = static_cast<std::uint32_t>(bits >> 32);
    }
    std::uint32_t slot, tag;
};

std::uint64_t wordAt(const char* text)
{
    std::uint64_t word = 0;
    std::memcpy(&word, text, sizeof word);
    return word;
}

/// Equality without a call for texts of 8 to 16 bytes, and for different ones nearly always.
bool isSame(std::string_view a, std::string_view b)
{
    const auto size = a.size();
    if (size != b.size())
        return false;
    if (size < sizeof(std::uint64_t))
        return std::equal(a.begin(), a.end(), b.begin());
    const auto last = size - sizeof(std::uint64_t);
    if (wordAt(a.data()) != wordAt(b.data()) || wordAt(a.data() + last) != wordAt(b.data() + last))
        return false;
    return size <= 2 * sizeof(std::uint64_t) || std::memcmp(a.data() + 8, b.data() + 8, size - 16) == 0;
}

} // namespace

void StringTable::clear()
{
    m_values.clear();
    m_slots.clear();
    m_last = 0;
}

void StringTable::grow()
{
    m_slots.assign(std::max<std::size_t>(64, m_slots.size() * 4), {});
    for (std::uint32_t i = 0; i < m_values.size(); ++i) {
        const Hash hash(m_values[i]);
        auto slot = hash.slot & (m_slots.size() - 1);
        while (m_slots[slot].next != 0)
            slot = (slot + 1) & (m_slots.size() - 1);
        m_slots[slot] = {i + 1, hash.tag};
    }
}

std::uint32_t StringTable::code(std::string_view text)
{
    if (m_last < m_values.size() && isSame(m_values[m_last], text))
        return m_last;
    if ((m_values.size() + 1) * 2 > m_slots.size())
        grow();
    const Hash hash(text);
    auto slot = hash.slot & (m_slots.size() - 1);
    for (; m_slots[slot].next != 0; slot = (slot + 1) & (m_slots.size() - 1)) {
        if (m_slots[slot].tag == hash.tag && isSame(m_values[m_slots[slot].next - 1], text))
            return m_last = m_slots[slot].next - 1;
    }
    m_values.emplace_back(text);
    m_slots[slot] = {static_cast<std::uint32_t>(m_values.size()), hash.tag};
    return m_last = m_slots[slot].next - 1;
}

} // namespace tracedeck::ingest
