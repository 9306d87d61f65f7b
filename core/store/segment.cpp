#include "store/segment.h"

#include <QFile>

#include <lz4.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tracedeck::store {

namespace {

Result<std::span<const std::uint8_t>> mapFile(const QString& file)
{
    const int handle = ::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::IoFailed, QStringLiteral("cannot open the segment"), file);
    struct stat about {};
    const bool known = ::fstat(handle, &about) == 0 && about.st_size > 0;
    void* memory = known ? ::mmap(nullptr, static_cast<std::size_t>(about.st_size), PROT_READ, MAP_SHARED, handle, 0) : MAP_FAILED;
    ::close(handle);
    if (memory == MAP_FAILED)
        return fail(ErrorCode::StoreCorrupt, QStringLiteral("cannot map the segment"), file);
    return std::span {static_cast<const std::uint8_t*>(memory), static_cast<std::size_t>(about.st_size)};
}

template<typename T>
std::span<const T> viewOf(const std::uint8_t* data, std::size_t count)
{
    return {reinterpret_cast<const T*>(data), count}; // sections start on 8-byte boundaries
}

} // namespace

Result<std::shared_ptr<const Segment>> Segment::open(const QString& file, std::uint64_t id,
                                                     std::vector<std::shared_ptr<const ObjectInfo>> objects)
{
    auto bytes = mapFile(file);
    if (!bytes)
        return fail(bytes.error());
    std::shared_ptr<Segment> segment(new Segment);
    segment->m_file = file;
    segment->m_id = id;
    segment->m_bytes = *bytes;
    segment->m_objects = std::move(objects);
    if (auto loaded = segment->load(); !loaded)
        return fail(loaded.error());
    return std::shared_ptr<const Segment> {std::move(segment)};
}

Segment::~Segment()
{
    if (!m_bytes.empty())
        ::munmap(const_cast<std::uint8_t*>(m_bytes.data()), m_bytes.size());
}

Result<void> Segment::load()
{
    const auto corrupt = [this](QStringView why) { return fail(ErrorCode::StoreCorrupt, why.toString(), m_file); };
    SegmentHeader header {};
    if (m_bytes.size() < sizeof header)
        return corrupt(u"shorter than its header");
    std::memcpy(&header, m_bytes.data(), sizeof header);
    if (std::memcmp(header.magic, kSegmentMagic, sizeof header.magic) != 0 || header.formatVersion != kSegmentFormat)
        return corrupt(u"not a segment of this version");
    const auto directoryBytes = sizeof(SectionEntry) * kSections;
    if (header.directoryOffset % 8 != 0 || header.directoryOffset > m_bytes.size()
        || m_bytes.size() - header.directoryOffset < directoryBytes)
        return corrupt(u"no directory");
    const auto* directory = m_bytes.data() + header.directoryOffset;
    if (XXH3_64bits_withSeed(directory, directoryBytes, header.rows) != header.directoryChecksum)
        return corrupt(u"the directory's checksum does not hold");
    m_directory = reinterpret_cast<const SectionEntry*>(directory);
    for (std::size_t i = 0; i < kSections; ++i) {
        if (m_directory[i].offset > m_bytes.size() || m_directory[i].bytes > m_bytes.size() - m_directory[i].offset)
            return corrupt(u"a section ends past the file");
    }
    m_rows = header.rows;
    if (!areSectionsWhole())
        return corrupt(u"its sections do not fit one another");
    for (auto i = static_cast<std::size_t>(Section::Tables); i < kSections; ++i) {
        if (!holds(static_cast<Section>(i)))
            return corrupt(u"a table's checksum does not hold");
    }
    if (!holds(Section::Levels) || !holds(Section::ExceptionNames) || !holds(Section::SortedTime))
        return corrupt(u"a table's checksum does not hold");
    for (std::size_t i = 0; i < ingest::kCodeColumns; ++i)
        m_tables[i] = readTable(static_cast<Section>(static_cast<std::size_t>(Section::Tables) + i));
    m_levels = readTable(Section::Levels);
    m_exceptionNames = readTable(Section::ExceptionNames);

    const auto sorted = packed(Section::SortedTime);
    std::uint32_t firstTimed = 0;
    while (firstTimed < m_rows && sorted[firstTimed] == ingest::kAbsent)
        ++firstTimed;
    if (firstTimed < m_rows)
        m_span = TimeRange {sorted[firstTimed], sorted[m_rows - 1] + 1};
    return {};
}

std::vector<std::string_view> Segment::readTable(Section section) const
{
    const auto& about = entry(section);
    const auto lengths = viewOf<std::uint32_t>(m_bytes.data() + about.offset, about.count);
    const char* text = reinterpret_cast<const char*>(m_bytes.data() + about.offset + about.count * sizeof(std::uint32_t));
    std::vector<std::string_view> values;
    values.reserve(about.count);
    for (const auto length : lengths) {
        values.emplace_back(text, length);
        text += length;
    }
    return values;
}

Packed Segment::packed(Section section) const
{
    const auto& about = entry(section);
    return {m_bytes.data() + about.offset, about.count, about.width, about.hasAbsent != 0, about.base};
}

Packed Segment::codes(ingest::CodeColumn column) const
{
    return packed(static_cast<Section>(static_cast<std::size_t>(Section::Codes) + static_cast<std::size_t>(column)));
}

std::span<const std::uint16_t> Segment::order() const
{
    return viewOf<std::uint16_t>(m_bytes.data() + entry(Section::Order).offset, m_rows);
}

std::span<const events::GroupKey> Segment::exceptionKeys() const
{
    return viewOf<events::GroupKey>(m_bytes.data() + entry(Section::ExceptionKey).offset, entry(Section::ExceptionKey).count);
}

std::span<const BlockEntry> Segment::blocks() const
{
    return viewOf<BlockEntry>(m_bytes.data() + entry(Section::BlockIndex).offset, entry(Section::BlockIndex).count);
}

namespace {

std::pair<std::uint32_t, std::uint32_t> childrenOf(const Packed& ends, std::uint32_t row)
{
    return {row == 0 ? 0U : static_cast<std::uint32_t>(ends[row - 1]), static_cast<std::uint32_t>(ends[row])};
}

} // namespace

std::pair<std::uint32_t, std::uint32_t> Segment::logsOf(std::uint32_t row) const
{
    return childrenOf(packed(Section::LogEnd), row);
}

std::pair<std::uint32_t, std::uint32_t> Segment::exceptionsOf(std::uint32_t row) const
{
    return childrenOf(packed(Section::ExceptionEnd), row);
}

std::uint64_t Segment::firstEntry(std::uint32_t row) const
{
    return 2ULL * row + logsOf(row).first + 2ULL * exceptionsOf(row).first;
}

std::size_t Segment::blockOf(std::uint32_t row) const
{
    const auto all = blocks();
    const auto after = std::upper_bound(all.begin(), all.end(), row, [](std::uint32_t r, const BlockEntry& b) { return r < b.firstRow; });
    return static_cast<std::size_t>(after - all.begin()) - 1;
}

std::optional<const char*> Segment::packedText(const BlockEntry& block) const
{
    const auto& about = entry(Section::Blocks);
    if (block.offset > about.bytes || block.packedBytes > about.bytes - block.offset)
        return {};
    const auto* bytes = reinterpret_cast<const char*>(m_bytes.data() + about.offset + block.offset);
    return XXH3_64bits(bytes, block.packedBytes) == block.checksum ? std::optional {bytes} : std::nullopt;
}

Result<void> Segment::unpack(const BlockEntry& block, std::string& raw) const
{
    const auto corrupt = [this] { return fail(ErrorCode::StoreCorrupt, QStringLiteral("a text block's checksum does not hold"), m_file); };
    const auto packedBytes = packedText(block);
    if (!packedBytes)
        return corrupt();
    raw.resize(block.rawBytes);
    const int size = LZ4_decompress_safe(*packedBytes, raw.data(), static_cast<int>(block.packedBytes), static_cast<int>(block.rawBytes));
    if (size < 0 || static_cast<std::uint32_t>(size) != block.rawBytes)
        return corrupt();
    return {};
}

RowText Segment::textOf(std::uint32_t row, std::string_view raw) const
{
    const auto lengths = packed(Section::EntryLength);
    const auto logs = logsOf(row);
    const auto exceptions = exceptionsOf(row);
    const auto count = 2U + (logs.second - logs.first) + 2U * (exceptions.second - exceptions.first);
    auto entryIndex = firstEntry(row);
    auto begin = static_cast<std::size_t>(packed(Section::RowText)[row]);
    RowText text;
    text.entries.reserve(count);
    const auto start = begin;
    for (std::uint32_t i = 0; i < count; ++i, ++entryIndex) {
        const auto length = static_cast<std::size_t>(lengths[entryIndex]);
        text.entries.push_back(raw.substr(std::min(begin, raw.size()), length));
        begin += length;
    }
    text.all = raw.substr(std::min(start, raw.size()), begin - start);
    return text;
}

bool Segment::holds(Section section) const
{
    const auto& about = entry(section);
    return XXH3_64bits(m_bytes.data() + about.offset, about.bytes) == about.checksum;
}

bool Segment::knowsItsObjects() const
{
    const auto objects = packed(Section::Object);
    std::uint64_t last = 0;
    withCodes(objects, [&](auto codes) {
        for (std::size_t row = 0; row < objects.count; ++row)
            last = std::max(last, codes[row]);
    });
    return objects.count == 0 || static_cast<std::uint64_t>(objects.decode(last)) < m_objects.size();
}

Result<void> Segment::verify() const
{
    const auto corrupt = [this] { return fail(ErrorCode::StoreCorrupt, QStringLiteral("a column's checksum does not hold"), m_file); };
    if (const int known = m_verified.load(); known != 0)
        return known == 1 ? Result<void> {} : Result<void> {corrupt()};
    for (std::size_t i = 0; i < kSections; ++i) {
        if (static_cast<Section>(i) != Section::Blocks && !holds(static_cast<Section>(i))) {
            m_verified = 2;
            return corrupt();
        }
    }
    if (!areRowsWhole()) {
        m_verified = 2;
        return fail(ErrorCode::StoreCorrupt, QStringLiteral("its sections do not fit one another"), m_file);
    }
    if (!knowsItsObjects()) {
        m_verified = 2;
        return fail(ErrorCode::StoreCorrupt, QStringLiteral("the manifest knows too few of its objects"), m_file);
    }
    m_verified = 1;
    return {};
}

Result<void> Segment::verifyAll() const
{
    if (auto columns = verify(); !columns)
        return columns;
    const auto good = [this](const BlockEntry& block) { return packedText(block).has_value(); };
    if (!std::all_of(blocks().begin(), blocks().end(), good))
        return fail(ErrorCode::StoreCorrupt, QStringLiteral("a text block's checksum does not hold"), m_file);
    return {};
}

} // namespace tracedeck::store
