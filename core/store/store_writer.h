#pragma once

#include "store/ledger.h"
#include "store/object_packs.h"
#include "store/snapshot_data.h"
#include "store/store_files.h"
#include "store/writer.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <unordered_set>

namespace tracedeck::store {

/// The writer of the embedded store: manifest, segment files, object cache. Tells `publish` of every new list of segments.
class StoreWriter final : public Writer {
public:
    using Published = std::function<void(std::vector<std::shared_ptr<const Segment>> added, const std::vector<std::uint64_t>& removed,
                                         std::int64_t objectsMore)>;

    StoreWriter(StoreFiles files, Manifest& manifest, Published published);

    /// Takes in what the manifest knows already; before anything else.
    [[nodiscard]] Result<void> begin(const std::vector<ObjectRecord>& objects, std::uint64_t lastSegment);
    /// The segments to look for small ones in.
    void setSegments(std::function<std::vector<std::shared_ptr<const Segment>>()> segments) { m_segments = std::move(segments); }

    [[nodiscard]] Result<SourceRecord> source(const QString& name) override;
    [[nodiscard]] Known knows(const ObjectIdentity& identity, std::uint64_t from) const override { return m_ledger.knows(identity, from); }
    [[nodiscard]] std::uint64_t setAsideAt(const QString& path) const override { return m_ledger.setAsideAt(path); }
    [[nodiscard]] ContentClaim claimContent(const ObjectRecord& record) override { return m_ledger.claim(record); }
    void releaseContent(const ObjectRecord& record) override;
    [[nodiscard]] std::uint64_t newObjectId() override { return m_ledger.newObjectId(); }
    [[nodiscard]] Result<void> keepObject(std::span<const std::byte> bytes, ObjectRecord& record) override
    {
        return m_packs.keep(bytes, record);
    }
    [[nodiscard]] Result<SegmentRecord> writeSegment(SegmentBuilder& segment, std::vector<std::uint64_t> objects) override;
    [[nodiscard]] Result<void> publish(const Publication& publication) override;
    void giveUp(const Publication& publication) override;
    [[nodiscard]] Result<void> dropObjects(const std::vector<std::uint64_t>& ids, const std::vector<SourceRecord>& floors) override;
    [[nodiscard]] std::optional<ObjectRecord> takeLost() override;
    [[nodiscard]] Result<QByteArray> bytesOf(const ObjectRecord& record) override;
    [[nodiscard]] Result<void> mergeSmallSegments() override;

    /// What the manifest says now: not while something is being published.
    [[nodiscard]] Result<std::vector<ObjectRecord>> objects();
    [[nodiscard]] Result<std::vector<SourceRecord>> sources();

private:
    /// The segments of a publication, whose files are written.
    [[nodiscard]] Result<std::vector<std::shared_ptr<const Segment>>> openAll(const Publication& publication) const;
    /// Of segments that hold events that are there already.
    [[nodiscard]] Result<void> publishOrGiveUp(const Publication& publication);
    [[nodiscard]] Result<void> merge(std::span<const std::shared_ptr<const Segment>> segments);
    /// Puts a segment without these objects in its place, or nothing where nothing is left.
    [[nodiscard]] Result<void> cut(const Segment& segment, const std::unordered_set<std::uint64_t>& ids, Publication& publication);

    StoreFiles m_files;
    Manifest& m_manifest;
    Published m_published;
    std::function<std::vector<std::shared_ptr<const Segment>>()> m_segments;
    Ledger m_ledger;
    ObjectPacks m_packs;
    std::atomic<std::uint64_t> m_nextSegment {1};
    std::mutex m_publishMutex, m_mergeMutex;
    std::vector<ObjectRecord> m_lost; // guarded by m_publishMutex
};

} // namespace tracedeck::store
