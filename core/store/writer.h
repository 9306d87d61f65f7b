#pragma once

#include "store/manifest.h"
#include "store/segment_builder.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tracedeck::store {

/// What tells whether a delivered object was read before.
struct ObjectIdentity {
    QString path;
    std::uint64_t size = 0;
    std::uint64_t trailer = 0; ///< of files
    QString etag;              ///< of bucket objects, whose trailer is not known before they are read
};

/// How an object stands in the ledger.
enum class Known : std::uint8_t {
    No,
    Whole,
    SetAside,      ///< read as far as it could be; its reason stands in the manifest
    InOtherSource, ///< whole, but read for another source than the one that asks
};

/// Who holds a content.
struct ContentClaim {
    bool isMine = false;
    std::uint64_t owner = 0, source = 0; ///< object that has it already, and where that is from
    bool isPublished = false;            ///< the owner is in the store for good
};

/// The one way into the store. Any thread; publications are made one after another.
class Writer {
public:
    virtual ~Writer() = default;

    /// The source of this name, made where there is none yet.
    [[nodiscard]] virtual Result<SourceRecord> source(const QString& name) = 0;
    /// Read before under this very name, size and trailer or ETag: no need to open it.
    [[nodiscard]] virtual Known knows(const ObjectIdentity& identity, std::uint64_t source) const = 0;
    /// The object of this name that was set aside, in whatever version; 0 = none.
    [[nodiscard]] virtual std::uint64_t setAsideAt(const QString& path) const = 0;
    /// Claims a record's content for it, unless it was read before, or is being read, under whatever name.
    [[nodiscard]] virtual ContentClaim claimContent(const ObjectRecord& record) = 0;
    /// Gives a claim back, and the copy that was kept: the object was not published after all.
    virtual void releaseContent(const ObjectRecord& record) = 0;
    [[nodiscard]] virtual std::uint64_t newObjectId() = 0;
    /// Keeps a copy of a delivered object's bytes; sets pack and offset in `record`. Durable with the next publication.
    [[nodiscard]] virtual Result<void> keepObject(std::span<const std::byte> bytes, ObjectRecord& record) = 0;
    /// Seals the segment and writes its file; it counts only once it is published.
    [[nodiscard]] virtual Result<SegmentRecord> writeSegment(SegmentBuilder& segment, std::vector<std::uint64_t> objects) = 0;
    /// Makes objects and segments part of the store, durably, all or nothing; then the new snapshot is there.
    [[nodiscard]] virtual Result<void> publish(const Publication& publication) = 0;
    /// What was to be published and will not be: its segments' files go, claims and copies of its objects are given back.
    virtual void giveUp(const Publication& publication) = 0;
    /// Takes objects out of the store with all their events, whole segments or rows of them, and frees what was kept of them. Sources
    /// in `floors` remember up to when.
    [[nodiscard]] virtual Result<void> dropObjects(const std::vector<std::uint64_t>& ids, const std::vector<SourceRecord>& floors = {}) = 0;
    /// An object whose events went with a damaged segment, to be read again under its old id. Each is given once, and again where that
    /// was given up.
    [[nodiscard]] virtual std::optional<ObjectRecord> takeLost() = 0;
    /// The bytes of an object, from the copy that was kept or from the file that it was read from. NotFound, IoFailed; ObjectCorrupt where
    /// they are others than those that were read.
    [[nodiscard]] virtual Result<QByteArray> bytesOf(const ObjectRecord& record) = 0;
    /// Joins small segments to larger ones until none is left to join; old snapshots keep theirs.
    [[nodiscard]] virtual Result<void> mergeSmallSegments() = 0;
};

/// One worker's open segment: takes objects one after another and publishes whole objects only. After a failure it is of no use any more.
class Intake {
public:
    explicit Intake(Writer& writer);
    ~Intake(); ///< gives up what was not published: it is read again another time
    Intake(const Intake&) = delete;
    Intake& operator=(const Intake&) = delete;

    void beginObject(const ObjectRecord& record);
    [[nodiscard]] Result<void> add(const ingest::RecordView& record);
    /// The object as it turned out (rows are counted here); publishes when the segment is full or a moment has passed.
    [[nodiscard]] Result<void> endObject(ObjectRecord record);
    /// An object that brings no events: an alias, or one that could not be had. Published with the others.
    [[nodiscard]] Result<void> note(ObjectRecord record);
    /// Gives up on the object that was begun and not ended (cancelled), and on those that wait beside it in the open segment: they are
    /// read again another time.
    void dropObject() { giveUp(); }
    [[nodiscard]] Result<void> flush();
    [[nodiscard]] bool isDue() const; ///< something waits, and has for a moment
    [[nodiscard]] std::uint64_t rowsOfObject() const { return m_rowsOfObject; }

private:
    [[nodiscard]] Result<void> seal();
    void giveUp();

    Writer& m_writer;
    SegmentBuilder m_segment;
    std::vector<std::uint64_t> m_batchObjects;
    Publication m_waiting;
    std::optional<ObjectRecord> m_open; // begun and not ended
    std::uint64_t m_objectId = 0, m_rowsOfObject = 0;
    std::int64_t m_lastPublishMs = 0;
};

} // namespace tracedeck::store
