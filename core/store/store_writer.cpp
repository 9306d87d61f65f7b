#include "store/store_writer.h"

#include "store/record_reader.h"

namespace tracedeck::store {

namespace {

constexpr std::size_t kSmallRows = 16384;
constexpr std::size_t kSmallSegmentsKept = 8; // fewer are left as they are
constexpr std::uint64_t kPackBytes = 256U << 20;

} // namespace

StoreWriter::StoreWriter(StoreFiles files, Manifest& manifest, Published published)
    : m_files(std::move(files))
    , m_manifest(manifest)
    , m_published(std::move(published))
{}

void StoreWriter::remember(const ObjectRecord& object)
{
    const std::lock_guard lock(m_knownMutex);
    m_contents.insert({object.content, object.size});
    m_names.insert({object.path.toStdString(), {object.size, object.trailer}});
    auto info = std::make_shared<ObjectInfo>();
    *info = {object.id, object.path, object.size, object.cachePack, object.cacheOffset, m_files.folder};
    m_objects[object.id] = std::move(info);
    m_pack = std::max(m_pack, object.cachePack);
}

void StoreWriter::startAfter(std::uint64_t segment, std::uint64_t object)
{
    m_nextSegment = segment + 1;
    m_nextObject = object + 1;
}

bool StoreWriter::knows(const ObjectIdentity& identity) const
{
    const std::lock_guard lock(m_knownMutex);
    const auto [begin, end] = m_names.equal_range(identity.path.toStdString());
    return std::any_of(begin, end, [&](const auto& known) { return known.second == std::pair {identity.size, identity.trailer}; });
}

bool StoreWriter::claimContent(std::uint64_t content, std::uint64_t size)
{
    const std::lock_guard lock(m_knownMutex);
    return m_contents.insert({content, size}).second;
}

void StoreWriter::releaseContent(std::uint64_t content, std::uint64_t size)
{
    const std::lock_guard lock(m_knownMutex);
    m_contents.erase({content, size});
}

std::uint64_t StoreWriter::newObjectId()
{
    const std::lock_guard lock(m_knownMutex);
    return m_nextObject++;
}

Result<void> StoreWriter::keepObject(std::span<const std::byte> bytes, ObjectRecord& record)
{
    const std::lock_guard lock(m_cacheMutex);
    m_pack = std::max<std::uint64_t>(m_pack, 1);
    auto offset = appendDurably(m_files.pack(m_pack), bytes);
    if (!offset)
        return fail(offset.error());
    record.cachePack = m_pack;
    record.cacheOffset = *offset;
    if (*offset + bytes.size() > kPackBytes)
        ++m_pack;
    return {};
}

Result<SegmentRecord> StoreWriter::writeSegment(SegmentBuilder& segment, std::vector<std::uint64_t> objects)
{
    SegmentRecord record;
    {
        const std::lock_guard lock(m_knownMutex);
        record.id = m_nextSegment++;
    }
    const auto parts = segment.seal();
    record.rows = segment.rows();
    record.bytes = parts[0].size() + parts[1].size();
    record.objects = std::move(objects);
    if (auto written = writeDurably(m_files.segment(record.id), parts); !written)
        return fail(written.error());
    return record;
}

Result<void> StoreWriter::publish(Publication publication)
{
    const std::lock_guard lock(m_publishMutex);
    if (auto synced = syncFolder(m_files.segments()); !synced)
        return synced;
    if (auto written = m_manifest.publish(publication); !written)
        return written;
    for (const auto& object : publication.objects)
        remember(object);
    std::vector<std::shared_ptr<const Segment>> added;
    for (const auto& segment : publication.segments) {
        std::vector<std::shared_ptr<const ObjectInfo>> objects;
        {
            const std::lock_guard known(m_knownMutex);
            for (const auto id : segment.objects)
                objects.push_back(m_objects.at(id));
        }
        auto opened = Segment::open(m_files.segment(segment.id), segment.id, std::move(objects));
        if (!opened)
            return fail(opened.error());
        added.push_back(std::move(*opened));
    }
    m_published(std::move(added), publication.replaced, publication.objects.size());
    return {};
}

Result<void> StoreWriter::mergeSmallSegments()
{
    const std::lock_guard lock(m_mergeMutex);
    std::vector<std::shared_ptr<const Segment>> small;
    for (auto& segment : m_segments()) {
        if (segment->rows() < kSmallRows)
            small.push_back(std::move(segment));
    }
    if (small.size() < kSmallSegmentsKept)
        return {};
    for (std::size_t begin = 0; begin < small.size();) {
        std::size_t rows = 0;
        auto end = begin;
        while (end < small.size() && rows + small[end]->rows() <= kMaxSegmentRows)
            rows += small[end++]->rows();
        if (end - begin > 1) {
            if (auto merged = merge(std::span {small}.subspan(begin, end - begin)); !merged)
                return merged;
        }
        begin = end;
    }
    return {};
}

Result<void> StoreWriter::merge(std::span<const std::shared_ptr<const Segment>> segments)
{
    SegmentBuilder merged;
    Publication publication;
    std::vector<std::uint64_t> objects;
    for (const auto& segment : segments) {
        if (auto good = segment->verify(); !good)
            return good;
        const auto firstObject = static_cast<std::uint32_t>(objects.size());
        for (const auto& object : segment->objects())
            objects.push_back(object->id);
        auto copied = forEachRecord(
            *segment, [&](const ingest::RecordView& record, std::uint32_t object) { merged.append(record, firstObject + object); });
        if (!copied)
            return copied;
        publication.replaced.push_back(segment->id());
    }
    auto written = writeSegment(merged, std::move(objects));
    if (!written)
        return fail(written.error());
    publication.segments.push_back(std::move(*written));
    return publish(std::move(publication));
}

} // namespace tracedeck::store
