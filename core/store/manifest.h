#pragma once

#include "base/result.h"
#include "store/file_system.h"
#include "store/segment.h"

#include <QString>

#include <memory>
#include <vector>

struct sqlite3;

namespace tracedeck::store {

/// Where objects come from: every object, and so every event, has one (SRC-1).
struct SourceRecord {
    std::uint64_t id = 0;
    QString name;             ///< "files", or a bucket with its prefix: "s3://host/bucket/prefix/{DATE}/"
    std::int64_t floorMs = 0; ///< retention dropped what was placed before; 0 = nothing
};
inline constexpr std::uint64_t kFilesSource = 1; ///< files and folders of this machine
inline constexpr char kFilesSourceName[] = "files";

/// What is known of one delivered object once it was read (SRC-5).
struct ObjectRecord {
    std::uint64_t id = 0;
    QString path;
    std::uint64_t size = 0;    ///< bytes as delivered
    std::uint64_t trailer = 0; ///< CRC and length of the gzip trailer, or of the last 8 bytes
    std::uint64_t content = 0; ///< XXH3 of the delivered bytes
    std::uint64_t rows = 0, rejectedTotal = 0, testRecords = 0;
    bool complete = false;
    QString error; ///< why it is not complete
    std::uint64_t cachePack = 0, cacheOffset = 0;
    std::uint64_t source = kFilesSource; ///< where it comes from, see SourceRecord
    QString etag;                        ///< of bucket objects: the version that was read
    std::uint64_t aliasOf = 0;           ///< it brought nothing: its bytes are those of this object, under another name; 0 = its own
    std::int64_t placedMs = 0;           ///< where it stands in time: end of the window in its name, else when it was written; 0 = unknown
    bool isLost = false;                 ///< its events went with a damaged segment: to be read again, see Writer::takeLost
    QString format;                      ///< what had to be told of it to read it, see ingest::printHint; "" = nothing
    struct Rejected {
        std::uint64_t line = 0;
        QString reason;
    };
    std::vector<Rejected> rejected; ///< the first ones, see kRejectedKept
};
inline constexpr std::size_t kRejectedKept = 1000;

struct SegmentRecord {
    std::uint64_t id = 0;
    std::uint64_t rows = 0, bytes = 0;
    std::vector<std::uint64_t> objects; ///< ids, in the order of the segment's object codes
};

/// Everything that is in one publication: all of it becomes durable together or not at all.
struct Publication {
    std::vector<ObjectRecord> objects;
    std::vector<SegmentRecord> segments;
    std::vector<std::uint64_t> replaced;  ///< segments that these take the place of (a merge), or that go
    std::vector<std::uint64_t> forgotten; ///< objects that go, and their aliases with them
    std::vector<SourceRecord> floors;     ///< sources whose floor rises
};

/// What a store holds at one moment.
struct Contents {
    std::vector<SegmentRecord> segments;
    std::vector<ObjectRecord> objects; ///< without their rejected lines

    /// Segments hold as many rows as objects brought: else one of the lists is not what was written.
    [[nodiscard]] bool agree() const;
};

/// The store's table of contents, in SQLite: objects, segments, schema version. One thread at a time.
class Manifest {
public:
    /// DiskFull, NotFound, PermissionDenied, StoreLocked (a reader met a long write), StoreVersion, StoreCorrupt, IoFailed.
    static Result<std::unique_ptr<Manifest>> open(const QString& file, bool write, FileSystem& disk = systemFiles());
    ~Manifest();

    [[nodiscard]] Result<void> publish(const Publication& publication);
    [[nodiscard]] Result<Contents> contents() const;
    [[nodiscard]] Result<std::vector<SegmentRecord>> segments() const;
    [[nodiscard]] Result<std::vector<ObjectRecord>> objects() const; ///< without their rejected lines
    /// Their objects become lost, to be read again; those of buckets that have no copy here go too.
    [[nodiscard]] Result<void> forgetSegments(const std::vector<std::uint64_t>& ids);
    [[nodiscard]] Result<void> forgetAllSegments();
    [[nodiscard]] Result<std::vector<SourceRecord>> sources() const;
    /// The source of this name, made where there is none yet.
    [[nodiscard]] Result<SourceRecord> source(const QString& name);
    /// Changes when another process published; cheap.
    [[nodiscard]] std::uint64_t dataVersion() const;

private:
    explicit Manifest(sqlite3* db) : m_db(db) {}
    [[nodiscard]] Result<void> run(const char* sql) const;
    /// A new one appears whole or not at all: who looks at it after a kill finds none, not half of one.
    static Result<void> create(const QString& file, FileSystem& disk);
    [[nodiscard]] Result<void> checkSchema(bool write) const;
    [[nodiscard]] Result<void> insert(const Publication& publication) const;
    [[nodiscard]] Result<void> remove(const Publication& publication) const;

    sqlite3* m_db;
};

} // namespace tracedeck::store
