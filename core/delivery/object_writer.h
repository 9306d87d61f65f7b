#pragma once

#include "base/result.h"
#include "base/time_range.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace tracedeck::delivery {

/// When a batch is full; 0 = not limited by that. The first limit reached closes it.
struct BatchLimits {
    std::uint64_t records = 100'000;
    std::uint64_t bytes = 0;          ///< of NDJSON, not compressed
    std::int64_t intervalMs = 30'000; ///< between the first record's arrival and the close
};

/// What goes into one object.
struct Batch {
    std::string ndjson; ///< or what else a job's output options make of records
    std::uint64_t records = 0;
    TimeRange window; ///< arrival of records: processing time
};

/// Gathers records into batches as they arrive.
class Batcher {
public:
    /// `delimiter` goes between two records of a batch.
    explicit Batcher(BatchLimits limits, std::string delimiter = {}) : m_limits(limits), m_delimiter(std::move(delimiter)) {}

    /// Takes one line (with its newline) that arrived at `nowMs`; hands back the batch that had to be closed before it.
    [[nodiscard]] std::optional<Batch> add(std::string_view line, std::int64_t nowMs);
    /// Closes what is there; nullopt when that is nothing. The window ends at `nowMs`.
    [[nodiscard]] std::optional<Batch> close(std::int64_t nowMs);
    /// There is a batch, and its time is up.
    [[nodiscard]] bool isDue(std::int64_t nowMs) const;
    /// When that is, of a batch that is there.
    [[nodiscard]] std::int64_t dueMs() const { return m_batch.window.from + m_limits.intervalMs; }

private:
    [[nodiscard]] bool isFull(std::size_t lineBytes, std::int64_t nowMs) const;

    BatchLimits m_limits;
    std::string m_delimiter;
    Batch m_batch;
};

/// Writes batches as objects below a folder: `YYYYMMDD/<start>_<end>_<hash>.log.gz`. Each appears whole or not at all.
class ObjectWriter {
public:
    explicit ObjectWriter(QString folder) : m_folder(std::move(folder)) {}

    struct Written {
        QString path;
        std::uint64_t bytes = 0;
    };
    [[nodiscard]] Result<Written> write(const Batch& batch) const;

private:
    QString m_folder;
};

} // namespace tracedeck::delivery
