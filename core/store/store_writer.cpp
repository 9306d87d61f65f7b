#include "store/store_writer.h"

#include "store/raw_reader.h"
#include "store/record_reader.h"
#include "store/segment_writer.h"

#include <algorithm>
#include <optional>
#include <utility>

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
    if (m_ledger.info(record.id)) // a lost one that was to be read again: it and its copy stay
        return;
    m_ledger.release(record);
    m_packs.free({record.id, record.path, record.size, record.cachePack, record.cacheOffset, m_files.folder});
}

std::vector<ObjectRecord> StoreWriter::takeLost()
{
    const std::lock_guard lock(m_publishMutex);
    return std::exchange(m_lost, {});
}

Result<QByteArray> StoreWriter::keptBytes(const ObjectRecord& record)
{
    return deliveredBytes({record.id, record.path, record.size, record.cachePack, record.cacheOffset, m_files.folder});
}

Result<SegmentRecord> StoreWriter::writeSegment(const ingest::EventBatch& batch, std::vector<std::uint64_t> objects)
{
    SegmentRecord record;
    record.id = m_nextSegment.fetch_add(1);
    thread_local std::string image; // kept from segment to segment: fresh pages for 10 MB cost more than sealing them
    sealSegment(batch, image);
    record.rows = batch.rows();
    record.bytes = image.size();
    record.objects = std::move(objects);
    if (auto written = writeDurably(m_files.segment(record.id), image); !written)
        return fail(written.error());
    return record;
}

Result<void> StoreWriter::publish(Publication publication)
{
    const std::lock_guard lock(m_publishMutex);
    if (auto synced = m_packs.sync(); !synced)
        return synced;
    if (auto synced = syncFolder(m_files.segments()); !synced)
        return synced;
    if (auto written = m_manifest.publish(publication); !written)
        return written;
    const auto isNew = [&](const auto& object) { return object.aliasOf == 0 && !m_ledger.info(object.id); };
    const auto more = std::count_if(publication.objects.begin(), publication.objects.end(), isNew);
    for (const auto& object : publication.objects)
        m_ledger.remember(object);
    std::vector<std::shared_ptr<const Segment>> added;
    for (const auto& segment : publication.segments) {
        std::vector<std::shared_ptr<const ObjectInfo>> objects;
        for (const auto id : segment.objects)
            objects.push_back(m_ledger.info(id));
        auto opened = Segment::open(m_files.segment(segment.id), segment.id, std::move(objects));
        if (!opened)
            return fail(opened.error());
        added.push_back(std::move(*opened));
    }
    m_published(std::move(added), publication.replaced, more - static_cast<std::ptrdiff_t>(publication.forgotten.size()));
    for (const auto id : publication.forgotten) {
        if (const auto object = m_ledger.info(id))
            m_packs.free(*object);
        m_ledger.forget(id);
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
            if (auto merged = merge(std::span {small}.subspan(begin, end - begin)); !merged)
                return merged;
        }
        begin = end;
    }
    return {};
}

Result<void> StoreWriter::merge(std::span<const std::shared_ptr<const Segment>> segments)
{
    ingest::EventBatch batch;
    Publication publication;
    std::vector<std::uint64_t> objects;
    for (const auto& segment : segments) {
        if (auto good = segment->verify(); !good)
            return good;
        const auto firstObject = static_cast<std::uint32_t>(objects.size());
        for (const auto& object : segment->objects())
            objects.push_back(object->id);
        auto copied = forEachRecord(
            *segment, [&](const ingest::RecordView& record, std::uint32_t object) { batch.append(record, firstObject + object); });
        if (!copied)
            return copied;
        publication.replaced.push_back(segment->id());
    }
    auto written = writeSegment(batch, std::move(objects));
    if (!written)
        return fail(written.error());
    publication.segments.push_back(std::move(*written));
    return publish(std::move(publication));
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
            if (auto done = cut(*segment, gone, publication); !done)
                return done;
        }
    }
    return publish(std::move(publication));
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
    ingest::EventBatch batch;
    auto copied = forEachRecord(segment, [&](const ingest::RecordView& record, std::uint32_t object) {
        if (codes[object])
            batch.append(record, *codes[object]);
    });
    if (!copied)
        return copied;
    auto written = writeSegment(batch, std::move(kept));
    if (!written)
        return fail(written.error());
    publication.segments.push_back(std::move(*written));
    return {};
}

} // namespace tracedeck::store
