#pragma once

#include "store/manifest.h"
#include "store/segment_builder.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tracedeck::store {

/// What tells whether a delivered object was read before.
struct ObjectIdentity {
    QString path;
    std::uint64_t size = 0;
    std::uint64_t trailer = 0;
};

/// The one way into the store. Any thread; publications are made one after another.
class Writer {
public:
    virtual ~Writer() = default;

    /// Read before under this very name, size and trailer: no need to open it.
    [[nodiscard]] virtual bool knows(const ObjectIdentity& identity) const = 0;
    /// Claims the content for this caller: false where it was read before, or is being read, under whatever name.
    [[nodiscard]] virtual bool claimContent(std::uint64_t content, std::uint64_t size) = 0;
    /// Gives a claim back: the object was not published after all.
    virtual void releaseContent(std::uint64_t content, std::uint64_t size) = 0;
    [[nodiscard]] virtual std::uint64_t newObjectId() = 0;
    /// Keeps a copy of a delivered object's bytes; sets pack and offset in `record`.
    [[nodiscard]] virtual Result<void> keepObject(std::span<const std::byte> bytes, ObjectRecord& record) = 0;
    /// Seals the segment and writes its file; it counts only once it is published.
    [[nodiscard]] virtual Result<SegmentRecord> writeSegment(SegmentBuilder& segment, std::vector<std::uint64_t> objects) = 0;
    /// Makes objects and segments part of the store, durably, all or nothing; then the new snapshot is there.
    [[nodiscard]] virtual Result<void> publish(Publication publication) = 0;
    /// Joins small segments to larger ones until none is left to join; old snapshots keep theirs.
    [[nodiscard]] virtual Result<void> mergeSmallSegments() = 0;
};

/// One worker's open segment: takes objects one after another and publishes whole objects only.
class Intake {
public:
    explicit Intake(Writer& writer);

    void beginObject(const ObjectRecord& record);
    [[nodiscard]] Result<void> add(const ingest::RecordView& record);
    /// The object as it turned out (rows are counted here); publishes when the segment is full or a moment has passed.
    [[nodiscard]] Result<void> endObject(ObjectRecord record);
    /// Gives up on `record`, begun and not ended (cancelled), and on the objects that wait beside it in the open segment: they are
    /// read again another time.
    void dropObject(const ObjectRecord& record);
    [[nodiscard]] Result<void> flush();
    [[nodiscard]] std::uint64_t rowsOfObject() const { return m_rowsOfObject; }

private:
    [[nodiscard]] Result<void> seal();
    [[nodiscard]] bool isDue() const;

    Writer& m_writer;
    SegmentBuilder m_segment;
    std::vector<std::uint64_t> m_batchObjects;
    Publication m_waiting;
    std::uint64_t m_objectId = 0, m_rowsOfObject = 0;
    std::int64_t m_lastPublishMs = 0;
};

} // namespace tracedeck::store
