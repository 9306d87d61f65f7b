#pragma once

#include "objects/object_source.h"
#include "sync/import.h"

#include <QString>
#include <QStringList>

#include <atomic>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace tracedeck::sync {

/// A bucket as a source of events. What it says of itself goes into the ledger (SRC-5): objects are "NAME/KEY", the source is
/// "NAME/PREFIX".
struct BucketSource {
    std::shared_ptr<objects::ObjectSource> objects;
    QString name;                 ///< "s3://host/bucket", see s3::BucketAddress::name
    QString prefix;               ///< as the job has it, `{DATE}` for the day; "" = the whole bucket
    ingest::FormatHint format {}; ///< what is known of the objects' format; it is found out otherwise

    [[nodiscard]] QString sourceName() const { return name % u'/' % prefix; }
    [[nodiscard]] QString objectPath(const QString& key) const { return name % u'/' % key; }
};

struct SyncOptions {
    TimeRange range;                            ///< of event times
    unsigned downloads = 8;                     ///< at once
    unsigned threads = 0;                       ///< that read what has arrived; 0 = the hardware's
    std::uint64_t bytesUnderWay = 256ULL << 20; ///< downloaded or being downloaded, and not yet read; one object at least
    QStringList streams;                        ///< dated prefixes to list instead of the source's own, see objects::streamOf
    bool retrySetAside = false;                 ///< objects that were damaged, too
    bool isRetentionIgnored = false;            ///< also what retention dropped; so it is where `range` has a beginning
};

/// Numbers of a running sync; any thread may read them. Objects and bytes "total" grow until `isListed`; then what is left is known.
struct SyncProgress {
    ImportProgress read; ///< `bytesDone` and `events` of what is in the store
    std::atomic<std::uint64_t> bytesReceived {0};
    std::atomic<std::uint64_t> listCalls {0}; ///< Class A operations
    std::atomic<std::uint64_t> getCalls {0};  ///< Class B operations, not counting repetitions
    std::atomic<bool> isListed {false};
};

/// An object that is not, or not wholly, in the store.
struct TroubledObject {
    QString key;
    Error error;
};

/// What became of everything that was listed: the counts of objects add up to `listed`.
struct SyncReport {
    std::uint64_t listed = 0;
    std::uint64_t read = 0;        ///< newly, whole
    std::uint64_t known = 0;       ///< read before, or with the bytes of one that was
    std::uint64_t overlapping = 0; ///< read before for another source: the two overlap (SRC-1)
    std::uint64_t tests = 0;       ///< test and ownership objects
    std::uint64_t others = 0;      ///< no logs by their names; folder markers
    std::uint64_t dropped = 0;     ///< retention took them out
    std::uint64_t gone = 0;        ///< listed, but not there any more
    std::uint64_t setAsideTotal = 0, failedTotal = 0;
    std::vector<TroubledObject> setAside; ///< damaged: what they give is in, the reason in the manifest; at most 1,000
    std::vector<TroubledObject> failed;   ///< could not be had this time, the next sync tries again; at most 1,000
    QStringList streams;                  ///< that the listed objects are in; at most 64
    std::int64_t newestMs = 0;            ///< end of the newest window that was listed
    std::uint64_t rows = 0, rejected = 0, testRecords = 0;
    std::uint64_t bytes = 0; ///< downloaded objects
    std::uint64_t listCalls = 0, getCalls = 0;
    std::int64_t elapsedMs = 0;

    [[nodiscard]] bool isComplete() const { return failedTotal == 0; }
};

/// Brings what a bucket has of a span into the store: listed as `BucketListing` does, newest first, each object published as it lands.
/// Blocks; call it in a pool. One object's trouble stands in the report; what concerns all (refused keys, no way there) ends it.
/// Cancelling keeps what landed; the next one goes on from there.
[[nodiscard]] Result<SyncReport> syncBucket(store::LogStore& store, const BucketSource& source, const SyncOptions& options,
                                            SyncProgress* progress = nullptr, std::stop_token stop = {});

} // namespace tracedeck::sync
