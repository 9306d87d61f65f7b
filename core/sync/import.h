#pragma once

#include "base/result.h"
#include "ingest/format.h"
#include "store/log_store.h"

#include <QString>
#include <QStringList>

#include <atomic>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

namespace tracedeck::sync {

/// What is brought in and how.
struct ImportOptions {
    ingest::FormatHint format; ///< what is known of the objects' format; it is found out otherwise
    bool copyFiles = false;    ///< keep a copy of each object in the store (dropped files, removable media); folders are referenced
    unsigned threads = 0;      ///< 0 = the hardware's
};

/// One line that could not be kept as an event.
struct RejectedLine {
    std::uint64_t line = 0; ///< 1-based
    QString reason;
};

struct ImportedFile {
    QString path;
    std::uint64_t rows = 0;
    std::vector<RejectedLine> rejected; ///< at most 1,000
    std::uint64_t rejectedTotal = 0;
    std::uint64_t repaired = 0;    ///< events with bytes that are no UTF-8: U+FFFD stands for them
    std::uint64_t testRecords = 0; ///< {"content":"test"} and the like, skipped
    bool complete = false;         ///< read to its proper end
    bool seenBefore = false;       ///< already in the store, nothing added
    bool inOtherSource = false;    ///< … and read for another source: the two overlap
    std::optional<Error> error;    ///< why it is not complete
};

struct ImportReport {
    std::vector<ImportedFile> files; ///< in the order read: newest first
    std::uint64_t rowsTotal = 0;
    std::uint64_t skipped = 0; ///< files seen before, test objects, ownership files
    std::int64_t elapsedMs = 0;
};

/// Numbers of a running import; any thread may read them.
struct ImportProgress {
    std::atomic<std::uint64_t> filesTotal {0}, filesDone {0}, bytesTotal {0}, bytesDone {0}, events {0};
};

/// Reads files and folders (recursively) into the store: newest objects first, each published as it lands. Blocks; call it in a pool.
/// A file that cannot be read is an entry of the report, not a failure of the call. Cancelling keeps what landed.
[[nodiscard]] Result<ImportReport> importPaths(store::LogStore& store, const QStringList& paths, const ImportOptions& options,
                                               ImportProgress* progress = nullptr, std::stop_token stop = {});

} // namespace tracedeck::sync
