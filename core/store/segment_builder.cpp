#include "store/segment_builder.h"

#include "store/segment_writer.h"

namespace tracedeck::store {

SegmentBuilder::SegmentBuilder()
{
    m_batch.reserve(kMaxSegmentRows);
    m_batch.text.reserve(2 * kBlockBytes);
}

void SegmentBuilder::append(const ingest::RecordView& record, std::uint32_t object)
{
    m_batch.append(record, object);
    if (m_batch.text.size() >= kBlockBytes)
        packBlock();
}

void SegmentBuilder::packBlock()
{
    m_blocks.add(m_blockRow, m_batch.text);
    m_packedText += m_batch.text.size();
    m_batch.text.clear();
    m_blockRow = m_batch.rows();
}

std::array<std::string_view, 2> SegmentBuilder::seal()
{
    if (m_blockRow < m_batch.rows())
        packBlock();
    writeColumns(m_batch, m_blocks, m_columns);
    return {m_columns, m_blocks.bytes()};
}

void SegmentBuilder::clear()
{
    m_batch.clear();
    m_blocks.clear();
    m_blockRow = 0;
    m_packedText = 0;
}

} // namespace tracedeck::store
