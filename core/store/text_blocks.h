#pragma once

#include "store/segment_format.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::store {

/// The texts of a segment's rows, packed block by block. One thread; memory is used again after `clear`.
class TextBlocks {
public:
    /// Packs the text of the rows from `firstRow` on.
    void add(std::size_t firstRow, std::string_view raw);
    void clear();
    [[nodiscard]] const std::vector<BlockEntry>& index() const { return m_index; }
    [[nodiscard]] std::string_view bytes() const { return m_bytes; }

private:
    std::vector<BlockEntry> m_index;
    std::string m_bytes;
    std::unique_ptr<char[]> m_room; // one packed block: stays in the processor's cache
    std::size_t m_roomSize = 0;
};

} // namespace tracedeck::store
