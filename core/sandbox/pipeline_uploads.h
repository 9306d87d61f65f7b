#pragma once

#include "async/pending.h"
#include "base/time_range.h"
#include "sandbox/destination_writer.h"
#include "sandbox/faults.h"
#include "sandbox/state.h"

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>

namespace tracedeck::sandbox {

/// What all jobs deliver with; it outlives them. The Sandbox's thread only.
struct DeliveryContext {
    StateKeeper& keeper;
    const Clock& clock;
    Faults& faults;
    DestinationWriter& writer;
    std::uint64_t seed = 0;
};

/// One file of a job, before it is compressed.
struct JobFile {
    QString destination; ///< the job's when it is tried
    std::string text;
    std::uint64_t records = 0;
    TimeRange window; ///< arrival of its records
};

/// A file as it is delivered: compressed, with the name that its window gives it.
struct PackedFile {
    QByteArray bytes;
    QString name;
};
/// Two files of one window and content have two names by two salts. Any thread.
[[nodiscard]] PackedFile pack(const JobFile& file, std::uint64_t salt);

/// The files of one job on their way: compressed, written, tried again as the open facts say, given up. Each goes its own way; four at
/// once. Tells the job how it went: last_complete, last_error, error_message, and switches it off after a day without a push.
class Uploads {
public:
    Uploads(DeliveryContext& context, qint64 jobId) : m_context(context), m_jobId(jobId) {}

    /// Faults may lose it, hold it back or send it twice.
    void add(JobFile file);
    /// Starts what is due.
    void pulse();
    /// The end: this file and all that is due are written at once where that needs no network; the rest is lost.
    void finish(std::optional<JobFile> last);
    [[nodiscard]] std::size_t count() const { return m_uploads.size(); } ///< under way or waiting

private:
    struct Upload {
        enum class Stage : std::uint8_t { Packing, Waiting, Sending, Done };
        Stage stage = Stage::Packing;
        std::shared_ptr<const JobFile> file; ///< until it is packed
        QString destination;
        std::uint64_t salt = 0, records = 0;
        TimeRange window;
        qint64 dueMs = 0;
        int attempts = 0;
        PackedFile packed;
        Pending<PackedFile> packing;
        Pending<void> sending;
    };

    void start(std::shared_ptr<const JobFile> file, qint64 dueMs);
    [[nodiscard]] Delivery deliveryOf(const Upload& upload) const;
    void send(Upload& upload);
    void becomePacked(Upload& upload, PackedFile packed) const;
    void settle(Upload& upload, const Result<void>& result);
    void succeed(Upload& upload, Job& job) const;
    void failOnce(Upload& upload, Job& job, const Error& error);
    void drop(Upload& upload);
    void keepWithinBounds();

    DeliveryContext& m_context;
    qint64 m_jobId;
    std::uint64_t m_made = 0;
    std::list<Upload> m_uploads; ///< those that are done go with the next pulse: their own callbacks must not end them
};

/// Fails while faults keep pushes from their destinations; as `DestinationWriter` says it.
[[nodiscard]] Result<void> reachDestination(Faults& faults);

/// Switches a job off, as Logpush does with one that fails for long.
void disable(Job& job, qint64 nowMs, const QString& message);

} // namespace tracedeck::sandbox
