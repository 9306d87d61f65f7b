#include "store/segment_writer.h"

#include "store/packed.h"
#include "store/segment_format.h"

#include <lz4.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>

namespace tracedeck::store {

using ingest::EventBatch;
using ingest::kAbsent;

namespace {

constexpr int kAcceleration = 3; // packing is a tenth of an import: a little more room buys a third of that

/// Builds one segment image section by section.
class Sealer {
public:
    Sealer(const EventBatch& batch, std::string& image) : m_batch(batch), m_image(image) { m_image.assign(sizeof(SegmentHeader), '\0'); }

    void seal()
    {
        addRows();
        addTimeOrder();
        addChildren();
        addText();
        finish();
    }

private:
    SectionEntry& begin(Section section)
    {
        m_image.resize((m_image.size() + 7) / 8 * 8);
        auto& entry = m_directory[static_cast<std::size_t>(section)];
        entry.offset = m_image.size();
        return entry;
    }
    void end(SectionEntry& entry, std::size_t count)
    {
        entry.bytes = m_image.size() - entry.offset;
        entry.checksum = XXH3_64bits(m_image.data() + entry.offset, entry.bytes);
        entry.count = static_cast<std::uint32_t>(count);
    }
    void addPacked(Section section, std::span<const std::int64_t> values)
    {
        auto& entry = begin(section);
        const auto shape = appendPacked(values, m_image);
        entry.base = shape.base;
        entry.width = shape.width;
        entry.hasAbsent = shape.hasAbsent ? 1 : 0;
        end(entry, values.size());
    }
    template<typename T>
    void addNarrow(Section section, const std::vector<T>& values)
    {
        m_wide.assign(values.begin(), values.end());
        addPacked(section, m_wide);
    }
    template<typename T>
    void addRaw(Section section, const std::vector<T>& values)
    {
        auto& entry = begin(section);
        m_image.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
        end(entry, values.size());
    }
    void addTable(Section section, const std::vector<std::string>& values)
    {
        auto& entry = begin(section); // u32 lengths, then the texts
        for (const auto& value : values) {
            const auto length = static_cast<std::uint32_t>(value.size());
            m_image.append(reinterpret_cast<const char*>(&length), sizeof length);
        }
        for (const auto& value : values)
            m_image.append(value);
        end(entry, values.size());
    }

    void addRows()
    {
        addPacked(Section::Time, m_batch.timeMs);
        addPacked(Section::Cpu, m_batch.cpuMs);
        addPacked(Section::Wall, m_batch.wallMs);
        addPacked(Section::Status, m_batch.status);
        addPacked(Section::LineOffset, m_batch.lineOffset);
        addPacked(Section::LineLength, m_batch.lineLength);
        addPacked(Section::LineNumber, m_batch.lineNumber);
        addNarrow(Section::Object, m_batch.object);
        addNarrow(Section::Hash, m_batch.hash);
        addNarrow(Section::Flags, m_batch.flags);
        addNarrow(Section::LevelMask, m_batch.levelMask);
        for (std::size_t i = 0; i < ingest::kCodeColumns; ++i) {
            addNarrow(static_cast<Section>(static_cast<std::size_t>(Section::Codes) + i), m_batch.codes[i]);
            addTable(static_cast<Section>(static_cast<std::size_t>(Section::Tables) + i), m_batch.tables[i].values());
        }
    }

    void addTimeOrder()
    {
        const auto& times = m_batch.timeMs;
        std::vector<std::uint32_t> order(times.size());
        std::iota(order.begin(), order.end(), 0U);
        if (!std::is_sorted(times.begin(), times.end()))
            std::stable_sort(order.begin(), order.end(), [&times](auto a, auto b) { return times[a] < times[b]; });
        addRaw(Section::Order, std::vector<std::uint16_t>(order.begin(), order.end()));
        std::vector<std::int64_t> sorted(times.size());
        std::transform(order.begin(), order.end(), sorted.begin(), [&times](auto row) { return times[row]; });
        addPacked(Section::SortedTime, sorted);
    }

    void addChildren()
    {
        addNarrow(Section::LogEnd, m_batch.logEnd);
        addNarrow(Section::ExceptionEnd, m_batch.exceptionEnd);
        addNarrow(Section::LogLevel, m_batch.logLevel);
        addPacked(Section::LogTime, relative(m_batch.logTimeMs, m_batch.logEnd));
        addNarrow(Section::ExceptionName, m_batch.exceptionName);
        addPacked(Section::ExceptionTime, relative(m_batch.exceptionTimeMs, m_batch.exceptionEnd));
        addRaw(Section::ExceptionKey, m_batch.exceptionKey);
        addTable(Section::Levels, m_batch.levels.values());
        addTable(Section::ExceptionNames, m_batch.exceptionNames.values());
    }

    /// Times of children as ms after their event; absent where either is, or where the difference is no 64-bit number.
    std::vector<std::int64_t> relative(const std::vector<std::int64_t>& times, const std::vector<std::uint32_t>& ends) const
    {
        std::vector<std::int64_t> out(times.size());
        std::size_t child = 0;
        for (std::size_t row = 0; row < ends.size(); ++row) {
            for (; child < ends[row]; ++child) {
                const auto event = m_batch.timeMs[row];
                std::int64_t difference = 0;
                const bool known = times[child] != kAbsent && event != kAbsent && !__builtin_sub_overflow(times[child], event, &difference);
                out[child] = known ? difference : kAbsent;
            }
        }
        return out;
    }

    void addText()
    {
        addNarrow(Section::EntryLength, m_batch.entryLength);
        std::vector<std::int64_t> rowText(m_batch.rows());
        std::vector<BlockEntry> blocks;
        thread_local std::string packed; // kept: fresh pages cost more than the packing
        packed.clear();
        for (std::size_t row = 0; row < m_batch.rows();) {
            const auto first = row;
            const auto start = m_batch.textStart[row];
            while (row < m_batch.rows() && (row == first || m_batch.textStart[row] - start < kBlockBytes)) {
                rowText[row] = static_cast<std::int64_t>(m_batch.textStart[row] - start);
                ++row;
            }
            const auto stop = row < m_batch.rows() ? m_batch.textStart[row] : m_batch.text.size();
            addBlock(blocks, packed, first, std::string_view {m_batch.text}.substr(start, stop - start));
        }
        addPacked(Section::RowText, rowText);
        addRaw(Section::BlockIndex, blocks);
        auto& entry = begin(Section::Blocks);
        m_image.append(packed);
        entry.bytes = packed.size();
        entry.count = static_cast<std::uint32_t>(blocks.size());
    }

    static void addBlock(std::vector<BlockEntry>& blocks, std::string& packed, std::size_t firstRow, std::string_view raw)
    {
        const auto offset = packed.size();
        packed.resize(offset + static_cast<std::size_t>(LZ4_compressBound(static_cast<int>(raw.size()))));
        const int size = LZ4_compress_fast(raw.data(), packed.data() + offset, static_cast<int>(raw.size()),
                                           static_cast<int>(packed.size() - offset), kAcceleration);
        packed.resize(offset + static_cast<std::size_t>(size));
        const auto bytes = static_cast<std::uint32_t>(size);
        blocks.push_back({offset, XXH3_64bits(packed.data() + offset, bytes), bytes, static_cast<std::uint32_t>(raw.size()),
                          static_cast<std::uint32_t>(firstRow), 0});
    }

    void finish()
    {
        m_image.resize((m_image.size() + 7) / 8 * 8);
        SegmentHeader header {};
        std::memcpy(header.magic, kSegmentMagic, sizeof header.magic);
        header.formatVersion = kSegmentFormat;
        header.rows = static_cast<std::uint32_t>(m_batch.rows());
        header.directoryOffset = m_image.size();
        header.directoryChecksum = XXH3_64bits_withSeed(m_directory.data(), sizeof m_directory, header.rows);
        m_image.append(reinterpret_cast<const char*>(m_directory.data()), sizeof m_directory);
        std::memcpy(m_image.data(), &header, sizeof header);
    }

    const EventBatch& m_batch;
    std::string& m_image;
    std::array<SectionEntry, kSections> m_directory {};
    std::vector<std::int64_t> m_wide;
};

} // namespace

void sealSegment(const EventBatch& batch, std::string& image)
{
    Sealer(batch, image).seal();
}

} // namespace tracedeck::store
