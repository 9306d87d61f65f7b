#include "store/store_writer.h"

#include "store/raw_reader.h"
#include "store/record_reader.h"

#include <xxhash.h>

#include <algorithm>
#include <map>
#include <optional>

namespace tracedeck::store {

namespace {

constexpr std::size_t kSmallRows = 16384;
constexpr std::size_t kSmallSegmentsKept = 8; // fewer are left as they are

} // namespace

StoreWriter::StoreWriter(StoreFiles files, Manifest& manifest, Published published)
    : m_files(std::move(files))
    , m_manifest(manifest)
    , m_published(std::move(published))
    , m_ledger(m_files.folder)
    , m_packs(m_files)
{}

Result<void> StoreWriter::begin(const std::vector<ObjectRecord>& objects, std::uint64_t lastSegment)
{
    for (const auto& object : objects) {
        m_ledger.remember(object);
        if (object.isLost)
            m_lost.push_back(object);
    }
    m_ledger.startAfter(objects.empty() ? 0 : objects.back().id);
    m_nextSegment = lastSegment + 1;
    return m_packs.begin(objects);
}

Result<SourceRecord> StoreWriter::source(const QString& name)
{
    const std::lock_guard lock(m_publishMutex);
    return m_manifest.source(name);
}

Result<std::vector<ObjectRecord>> StoreWriter::objects()
{
    const std::lock_guard lock(m_publishMutex);
    return m_manifest.objects();
}

Result<std::vector<SourceRecord>> StoreWriter::sources()
{
    const std::lock_guard lock(m_publishMutex);
    return m_manifest.sources();
}

void StoreWriter::releaseContent(const ObjectRecord& record)
{
    if (m_ledger.info(record.id)) { // a lost one that was to be read again: it and its copy stay
        const std::lock_guard lock(m_publishMutex);
        m_lost.push_back(record);
        return;
    }
    m_ledger.release(record);
    m_packs.free({record.id, record.path, record.size, record.cachePack, record.cacheOffset, m_files.folder});
}

std::optional<ObjectRecord> StoreWriter::takeLost()
{
    const std::lock_guard lock(m_publishMutex);
    if (m_lost.empty())
        return {};
    std::optional<ObjectRecord> lost = std::move(m_lost.back());
    m_lost.pop_back();
    return lost;
}

Result<QByteArray> StoreWriter::bytesOf(const ObjectRecord& record)
{
    auto bytes = deliveredBytes({record.id, record.path, record.size, record.cachePack, record.cacheOffset, m_files.folder});
    if (bytes && XXH3_64bits(bytes->constData(), static_cast<std::size_t>(bytes->size())) != record.content)
        return fail(ErrorCode::ObjectCorrupt, QStringLiteral("not what was delivered"), record.path);
    return bytes;
}

Result<SegmentRecord> StoreWriter::writeSegment(SegmentBuilder& segment, std::vector<std::uint64_t> objects)
{
    SegmentRecord record;
    record.id = m_nextSegment.fetch_add(1);
    const auto parts = segment.seal();
    record.rows = segment.rows();
    record.bytes = parts[0].size() + parts[1].size();
    record.objects = std::move(objects);
    if (auto written = writeDurably(*m_files.disk, m_files.segment(record.id), parts); !written)
        return fail(written.error());
    return record;
}

Result<std::vector<std::shared_ptr<const Segment>>> StoreWriter::openAll(const Publication& publication) const
{
    std::map<std::uint64_t, std::shared_ptr<const ObjectInfo>> fresh;
    for (const auto& o : publication.objects)
        fresh[o.id] = m_ledger.infoOf(o);
    std::vector<std::shared_ptr<const Segment>> all;
    for (const auto& segment : publication.segments) {
        std::vector<std::shared_ptr<const ObjectInfo>> objects;
        for (const auto id : segment.objects)
            objects.push_back(fresh.contains(id) ? fresh[id] : m_ledger.info(id));
        auto opened = Segment::open(m_files.segment(segment.id), segment.id, std::move(objects));
        if (!opened)
            return fail(opened.error());
        all.push_back(std::move(*opened));
    }
    return all;
}

void StoreWriter::giveUp(const Publication& publication)
{
    for (const auto& segment : publication.segments)
        m_files.disk->remove(m_files.segment(segment.id));
    for (const auto& object : publication.objects)
        releaseContent(object);
}

Result<void> StoreWriter::publishOrGiveUp(const Publication& publication)
{
    auto published = publish(publication);
    if (!published)
        giveUp(publication);
    return published;
}

Result<void> StoreWriter::publish(const Publication& publication)
{
    const std::lock_guard lock(m_publishMutex);
    if (auto synced = m_packs.sync(); !synced)
        return synced;
    if (auto synced = m_files.disk->syncFolder(m_files.segments()); !synced)
        return synced;
    auto added = openAll(publication);
    if (!added)
        return fail(added.error());
    if (auto written = m_manifest.publish(publication); !written)
        return written;
    const auto isNew = [&](const auto& object) { return object.aliasOf == 0 && !m_ledger.info(object.id); };
    const auto more = std::count_if(publication.objects.begin(), publication.objects.end(), isNew);
    for (const auto& object : publication.objects)
        m_ledger.remember(object);
    m_published(std::move(*added), publication.replaced, more - static_cast<std::ptrdiff_t>(publication.forgotten.size()));
    for (const auto id : publication.forgotten) {
        if (const auto object = m_ledger.info(id))
            m_packs.free(*object);
        m_ledger.forget(id);
        std::erase_if(m_lost, [id](const auto& object) { return object.id == id; });
    }
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
            const auto merged = merge(std::span {small}.subspan(begin, end - begin));
            if (!merged)
                return merged.error().code == ErrorCode::DiskFull ? Result<void> {} : merged; // it is merged when there is room
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
    return publishOrGiveUp(publication);
}

Result<void> StoreWriter::dropObjects(const std::vector<std::uint64_t>& ids, const std::vector<SourceRecord>& floors)
{
    const std::lock_guard lock(m_mergeMutex);
    const std::unordered_set<std::uint64_t> gone(ids.begin(), ids.end());
    Publication publication;
    publication.forgotten = ids;
    publication.floors = floors;
    for (const auto& segment : m_segments()) {
        const auto& objects = segment->objects();
        if (std::any_of(objects.begin(), objects.end(), [&](const auto& object) { return gone.contains(object->id); })) {
            if (auto done = cut(*segment, gone, publication); !done) {
                giveUp(publication);
                return done;
            }
        }
    }
    return publishOrGiveUp(publication);
}

Result<void> StoreWriter::cut(const Segment& segment, const std::unordered_set<std::uint64_t>& ids, Publication& publication)
{
    std::vector<std::optional<std::uint32_t>> codes; // old → new
    std::vector<std::uint64_t> kept;
    for (const auto& object : segment.objects()) {
        const bool stays = !ids.contains(object->id);
        codes.push_back(stays ? std::optional(static_cast<std::uint32_t>(kept.size())) : std::nullopt);
        if (stays)
            kept.push_back(object->id);
    }
    publication.replaced.push_back(segment.id());
    if (kept.empty())
        return {};
    if (auto good = segment.verify(); !good)
        return good;
    SegmentBuilder left;
    auto copied = forEachRecord(segment, [&](const ingest::RecordView& record, std::uint32_t object) {
        if (codes[object])
            left.append(record, *codes[object]);
    });
    if (!copied)
        return copied;
    auto written = writeSegment(left, std::move(kept));
    if (!written)
        return fail(written.error());
    publication.segments.push_back(std::move(*written));
    return {};
}

} // namespace tracedeck::store
