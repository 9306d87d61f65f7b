#include "store/segment_writer.h"

#include "store/packed.h"
#include "store/segment_format.h"
#include "store/time_order.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace tracedeck::store {

using ingest::EventBatch;
using ingest::kAbsent;

namespace {

/// Builds what stands before the texts, section by section.
class Columns {
public:
    Columns(const EventBatch& batch, const TextBlocks& texts, std::string& image) : m_batch(batch), m_texts(texts), m_image(image)
    {
        m_image.assign(sizeof(SegmentHeader), '\0');
    }

    void write()
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
    template<typename T>
    void addPacked(Section section, const std::vector<T>& values)
    {
        auto& entry = begin(section);
        const auto shape = appendPacked(std::span<const T> {values}, m_image);
        entry.base = shape.base;
        entry.width = shape.width;
        entry.hasAbsent = shape.hasAbsent ? 1 : 0;
        end(entry, values.size());
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
        addPacked(Section::Object, m_batch.object);
        addPacked(Section::Hash, m_batch.hash);
        addPacked(Section::Flags, m_batch.flags);
        addPacked(Section::LevelMask, m_batch.levelMask);
        for (std::size_t i = 0; i < ingest::kCodeColumns; ++i) {
            addPacked(static_cast<Section>(static_cast<std::size_t>(Section::Codes) + i), m_batch.codes[i]);
            addTable(static_cast<Section>(static_cast<std::size_t>(Section::Tables) + i), m_batch.tables[i].values());
        }
    }

    void addTimeOrder()
    {
        const auto& times = m_batch.timeMs;
        const auto order = timeOrder(times);
        addRaw(Section::Order, order);
        std::vector<std::int64_t> sorted(times.size());
        std::transform(order.begin(), order.end(), sorted.begin(), [&times](auto row) { return times[row]; });
        addPacked(Section::SortedTime, sorted);
    }

    void addChildren()
    {
        addPacked(Section::LogEnd, m_batch.logEnd);
        addPacked(Section::ExceptionEnd, m_batch.exceptionEnd);
        addPacked(Section::LogLevel, m_batch.logLevel);
        addPacked(Section::LogTime, relative(m_batch.logTimeMs, m_batch.logEnd));
        addPacked(Section::ExceptionName, m_batch.exceptionName);
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
        addPacked(Section::EntryLength, m_batch.entryLength);
        addPacked(Section::RowText, m_batch.textStart);
        addRaw(Section::BlockIndex, m_texts.index());
    }

    void finish()
    {
        m_image.resize((m_image.size() + 7) / 8 * 8);
        auto& blocks = m_directory[static_cast<std::size_t>(Section::Blocks)]; // the packed texts follow as they are
        blocks.offset = m_image.size() + sizeof m_directory;
        blocks.bytes = m_texts.bytes().size();
        blocks.count = static_cast<std::uint32_t>(m_texts.index().size());
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
    const TextBlocks& m_texts;
    std::string& m_image;
    std::array<SectionEntry, kSections> m_directory {};
};

} // namespace

void writeColumns(const EventBatch& batch, const TextBlocks& texts, std::string& columns)
{
    Columns(batch, texts, columns).write();
}

} // namespace tracedeck::store
