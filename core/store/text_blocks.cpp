#include "store/text_blocks.h"

#include <lz4.h>
#include <xxhash.h>

namespace tracedeck::store {

namespace {

constexpr int kAcceleration = 3; // packing is a tenth of an import: a little more room buys a third of that

} // namespace

void TextBlocks::add(std::size_t firstRow, std::string_view raw)
{
    const auto bound = static_cast<std::size_t>(LZ4_compressBound(static_cast<int>(raw.size())));
    if (bound > m_roomSize) {
        m_room.reset(new char[bound]); // not zeroed
        m_roomSize = bound;
    }
    const auto size = static_cast<std::uint32_t>(
        LZ4_compress_fast(raw.data(), m_room.get(), static_cast<int>(raw.size()), static_cast<int>(m_roomSize), kAcceleration));
    m_index.push_back({m_bytes.size(), XXH3_64bits(m_room.get(), size), size, static_cast<std::uint32_t>(raw.size()),
                       static_cast<std::uint32_t>(firstRow), 0});
    m_bytes.append(m_room.get(), size);
}

void TextBlocks::clear()
{
    m_index.clear();
    m_bytes.clear();
}

} // namespace tracedeck::store
