#pragma once

#include "store/snapshot_data.h"
#include "store/store_files.h"
#include "store/writer.h"

#include <functional>
#include <mutex>
#include <set>
#include <unordered_map>

namespace tracedeck::store {

/// The writer of the embedded store: manifest, segment files, object cache. Tells `publish` of every new list of segments.
class StoreWriter final : public Writer {
public:
    using Published = std::function<void(std::vector<std::shared_ptr<const Segment>> added, const std::vector<std::uint64_t>& removed,
                                         std::uint64_t objects)>;

    StoreWriter(StoreFiles files, Manifest& manifest, Published published);

    /// Takes in what the manifest knows already.
    void remember(const ObjectRecord& object);
    void startAfter(std::uint64_t segment, std::uint64_t object);
    /// The segments to look for small ones in.
    void setSegments(std::function<std::vector<std::shared_ptr<const Segment>>()> segments) { m_segments = std::move(segments); }

    [[nodiscard]] bool knows(const ObjectIdentity& identity) const override;
    [[nodiscard]] bool claimContent(std::uint64_t content, std::uint64_t size) override;
    void releaseContent(std::uint64_t content, std::uint64_t size) override;
    [[nodiscard]] std::uint64_t newObjectId() override;
    [[nodiscard]] Result<void> keepObject(std::span<const std::byte> bytes, ObjectRecord& record) override;
    [[nodiscard]] Result<SegmentRecord> writeSegment(SegmentBuilder& segment, std::vector<std::uint64_t> objects) override;
    [[nodiscard]] Result<void> publish(Publication publication) override;
    [[nodiscard]] Result<void> mergeSmallSegments() override;

private:
    [[nodiscard]] Result<void> merge(std::span<const std::shared_ptr<const Segment>> segments);

    StoreFiles m_files;
    Manifest& m_manifest;
    Published m_published;
    std::function<std::vector<std::shared_ptr<const Segment>>()> m_segments;
    mutable std::mutex m_knownMutex;
    std::set<std::pair<std::uint64_t, std::uint64_t>> m_contents;                          // content, size
    std::unordered_multimap<std::string, std::pair<std::uint64_t, std::uint64_t>> m_names; // path → size, trailer
    std::unordered_map<std::uint64_t, std::shared_ptr<const ObjectInfo>> m_objects;
    std::uint64_t m_nextSegment = 1, m_nextObject = 1, m_pack = 0;
    std::mutex m_publishMutex, m_cacheMutex, m_mergeMutex;
};

} // namespace tracedeck::store
