#pragma once

#include "base/result.h"
#include "store/segment.h"

#include <QString>

#include <memory>
#include <vector>

struct sqlite3;

namespace tracedeck::store {

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
    std::vector<std::uint64_t> replaced; ///< segments that these take the place of (a merge)
};

/// The store's table of contents, in SQLite: objects, segments, schema version. One thread at a time.
class Manifest {
public:
    /// `write`: makes it where there is none. NotFound, StoreVersion, StoreCorrupt, IoFailed.
    static Result<std::unique_ptr<Manifest>> open(const QString& file, bool write);
    ~Manifest();

    [[nodiscard]] Result<void> publish(const Publication& publication);
    [[nodiscard]] Result<std::vector<SegmentRecord>> segments() const;
    [[nodiscard]] Result<std::vector<ObjectRecord>> objects() const;                  ///< without their rejected lines
    [[nodiscard]] Result<void> forgetSegments(const std::vector<std::uint64_t>& ids); ///< and their objects: they are read again
    /// Changes when another process published; cheap.
    [[nodiscard]] std::uint64_t dataVersion() const;

private:
    explicit Manifest(sqlite3* db) : m_db(db) {}
    [[nodiscard]] static Result<void> create(const QString& file);
    [[nodiscard]] Result<void> run(const char* sql) const;
    [[nodiscard]] Result<void> checkSchema() const;
    [[nodiscard]] Result<void> insert(const Publication& publication) const;

    sqlite3* m_db;
};

} // namespace tracedeck::store
