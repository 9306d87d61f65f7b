// Checksums tell what a disk did to a segment. What is checked here holds of every segment that was written, so that nobody who reads one
// leaves it, whatever somebody else wrote.
#include "store/segment.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace tracedeck::store {

namespace {

constexpr std::uint32_t kAsManyAsRows = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t kMostUnpacked = 255; // bytes that LZ4 makes of one

struct RawSection {
    Section section;
    std::uint32_t count; ///< kAsManyAsRows, or any: 0
    std::uint64_t width;
};
constexpr std::array kRaw {RawSection {Section::Order, kAsManyAsRows, sizeof(std::uint16_t)},
                           RawSection {Section::ExceptionKey, 0, sizeof(events::GroupKey)},
                           RawSection {Section::BlockIndex, 0, sizeof(BlockEntry)}};
constexpr std::array kChildren {Section::LogLevel, Section::LogTime, Section::ExceptionName, Section::ExceptionTime, Section::EntryLength};

constexpr Section codesOf(std::size_t column)
{
    return static_cast<Section>(static_cast<std::size_t>(Section::Codes) + column);
}

bool isTable(Section section)
{
    return section == Section::Levels || section == Section::ExceptionNames || section >= Section::Tables;
}

bool isPackedWhole(const SectionEntry& about)
{
    return (about.width <= 2 || about.width == 4 || about.width == 8) && about.hasAbsent <= 1
        && about.bytes == std::uint64_t {about.count} * about.width;
}

std::uint64_t largestCode(const Packed& column)
{
    return withCodes(column, [&column](auto codes) {
        std::uint64_t largest = 0;
        for (std::size_t i = 0; i < column.count; ++i)
            largest = std::max(largest, codes[i]);
        return largest;
    });
}

/// Each is the number of one of `count`.
bool areIndices(const Packed& column, std::size_t count)
{
    return column.count == 0 || (column.base == 0 && !column.hasAbsent && largestCode(column) < count);
}

/// Running counts that end with `count`.
bool areEnds(const Packed& column, std::uint64_t count)
{
    if (column.hasAbsent || column.base < 0)
        return false;
    const bool isRising = withCodes(column, [&column](auto codes) {
        for (std::size_t i = 1; i < column.count; ++i) {
            if (codes[i] < codes[i - 1])
                return false;
        }
        return true;
    });
    return column.count == 0 ? count == 0 : isRising && static_cast<std::uint64_t>(column[column.count - 1]) == count;
}

} // namespace

bool Segment::isTableWhole(Section section) const
{
    const auto& about = entry(section);
    const std::uint64_t heads = std::uint64_t {about.count} * sizeof(std::uint32_t);
    if (about.bytes < heads)
        return false;
    const auto* lengths = reinterpret_cast<const std::uint32_t*>(m_bytes.data() + about.offset);
    return std::accumulate(lengths, lengths + about.count, std::uint64_t {0}) == about.bytes - heads;
}

bool Segment::areSectionsWhole() const
{
    if (m_rows > kMaxSegmentRows)
        return false;
    for (std::size_t i = 0; i < kSections; ++i) {
        const auto section = static_cast<Section>(i);
        const auto& about = m_directory[i];
        if (about.offset % 8 != 0)
            return false;
        const auto raw = std::ranges::find(kRaw, section, &RawSection::section);
        const bool isChild = std::ranges::find(kChildren, section) != kChildren.end();
        if (section == Section::Blocks)
            continue;
        if (raw != kRaw.end()) {
            if (about.bytes != about.count * raw->width || (raw->count == kAsManyAsRows && about.count != m_rows))
                return false;
        } else if (isTable(section) ? !isTableWhole(section) : !isPackedWhole(about) || (!isChild && about.count != m_rows)) {
            return false;
        }
    }
    const std::uint64_t logs = entry(Section::LogLevel).count, exceptions = entry(Section::ExceptionName).count;
    return entry(Section::LogTime).count == logs && entry(Section::ExceptionTime).count == exceptions
        && entry(Section::ExceptionKey).count == exceptions && entry(Section::EntryLength).count == 2ULL * m_rows + logs + 2 * exceptions;
}

bool Segment::areRowsWhole() const
{
    for (std::size_t i = 0; i < ingest::kCodeColumns; ++i) {
        if (!areIndices(packed(codesOf(i)), m_tables[i].size()))
            return false;
    }
    const auto isRow = [this](std::uint16_t row) { return row < m_rows; };
    return areIndices(packed(Section::LogLevel), m_levels.size()) && areIndices(packed(Section::ExceptionName), m_exceptionNames.size())
        && areEnds(packed(Section::LogEnd), entry(Section::LogLevel).count)
        && areEnds(packed(Section::ExceptionEnd), entry(Section::ExceptionName).count) && std::ranges::all_of(order(), isRow)
        && areBlocksWhole();
}

bool Segment::areBlocksWhole() const
{
    const auto all = blocks();
    if (all.empty() || all.front().firstRow != 0)
        return m_rows == 0 && all.empty();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool isInOrder = i == 0 || all[i].firstRow > all[i - 1].firstRow;
        if (!isInOrder || all[i].firstRow >= m_rows || all[i].rawBytes > all[i].packedBytes * kMostUnpacked)
            return false;
    }
    return true;
}

} // namespace tracedeck::store
