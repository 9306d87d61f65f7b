#pragma once

#include "ingest/event_batch.h"
#include "store/text_blocks.h"

#include <array>
#include <string>
#include <string_view>

namespace tracedeck::store {

/// A segment while it fills: columns in memory, texts packed as soon as a block is full, while they still are in the processor's cache.
/// At most `kMaxSegmentRows` rows. One thread; memory is used again after `clear`.
class SegmentBuilder {
public:
    SegmentBuilder();
    void append(const ingest::RecordView& record, std::uint32_t object);
    [[nodiscard]] std::size_t rows() const { return m_batch.rows(); }
    [[nodiscard]] std::uint64_t textBytes() const { return m_packedText + m_batch.text.size(); } ///< before packing
    /// The segment's file in two parts, good until the next call; nothing can be appended until `clear`.
    [[nodiscard]] std::array<std::string_view, 2> seal();
    void clear();

private:
    void packBlock();

    ingest::EventBatch m_batch; ///< its text is that of the rows from m_blockRow on
    TextBlocks m_blocks;
    std::size_t m_blockRow = 0;
    std::uint64_t m_packedText = 0;
    std::string m_columns;
};

} // namespace tracedeck::store
