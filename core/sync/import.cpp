#include "sync/import.h"

#include "async/parallel.h"
#include "store/writer.h"
#include "sync/lost_objects.h"
#include "sync/object_import.h"

#include <QElapsedTimer>

#include <mutex>
#include <thread>

namespace tracedeck::sync {

namespace {

/// The files of one import handed out to its workers, newest first; the first failure of the store stops them all.
class Import {
public:
    Import(store::LogStore& store, const ImportOptions& options, ImportProgress& progress, std::vector<FoundFile> files)
        : m_writer(store.writer())
        , m_options(options)
        , m_progress(progress)
        , m_files(std::move(files))
        , m_outcomes(m_files.size())
    {
        m_progress.filesTotal = m_files.size();
        std::uint64_t bytes = 0;
        for (const auto& file : m_files)
            bytes += file.size;
        m_progress.bytesTotal = bytes;
    }

    Result<void> run(std::stop_token stop)
    {
        // one more than there are cores: somebody is always waiting for the disk to say that a segment is safe
        const auto wanted = m_options.threads > 0 ? m_options.threads : workerCount() + 1;
        const auto workers = std::min<std::size_t>(wanted, std::max<std::size_t>(1, m_files.size()));
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 1; i < workers; ++i)
                threads.emplace_back([this, stop] { work(stop); });
            work(stop);
        }
        if (m_failure)
            return fail(*m_failure);
        return m_writer.mergeSmallSegments();
    }

    std::vector<ImportedFile> takeOutcomes() { return std::move(m_outcomes); }

private:
    void work(const std::stop_token& stop)
    {
        ObjectImport worker(m_writer, m_options, m_progress);
        for (auto i = m_next.fetch_add(1); i < m_files.size() && !m_failed; i = m_next.fetch_add(1)) {
            auto& outcome = m_outcomes[i];
            outcome.path = m_files[i].path;
            if (m_files[i].isTest)
                outcome.complete = true;
            else if (auto done = worker.read(m_files[i], outcome, stop); !done)
                return note(done.error());
            m_progress.filesDone.fetch_add(1);
        }
        if (auto done = worker.finish(); !done)
            note(done.error());
    }

    void note(const Error& error)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_failure)
            m_failure = error;
        m_failed = true;
    }

    store::Writer& m_writer;
    const ImportOptions& m_options;
    ImportProgress& m_progress;
    std::vector<FoundFile> m_files;
    std::vector<ImportedFile> m_outcomes;
    std::atomic<std::size_t> m_next {0};
    std::atomic<bool> m_failed {false};
    std::mutex m_mutex;
    std::optional<Error> m_failure;
};

bool wasSkipped(const ImportedFile& file)
{
    return file.seenBefore || (file.complete && file.rows == 0 && file.rejectedTotal == 0 && !file.error);
}

} // namespace

Result<ImportReport> importPaths(store::LogStore& store, const QStringList& paths, const ImportOptions& options, ImportProgress* progress,
                                 std::stop_token stop)
{
    QElapsedTimer clock;
    clock.start();
    ImportProgress unseen;
    if (auto done = readLostObjects(store.writer(), stop); !done)
        return fail(done.error());
    QStringList missing;
    auto files = findFiles(paths, missing);
    Import import(store, options, progress ? *progress : unseen, std::move(files));
    if (auto done = import.run(std::move(stop)); !done)
        return fail(done.error());
    ImportReport report;
    report.files = import.takeOutcomes();
    for (const auto& path : missing) {
        auto& file = report.files.emplace_back();
        file.path = path;
        file.error = Error {ErrorCode::NotFound, QStringLiteral("no such file or folder"), path};
    }
    for (const auto& file : report.files) {
        report.rowsTotal += file.rows;
        report.skipped += wasSkipped(file) ? 1U : 0U;
    }
    report.elapsedMs = clock.elapsed();
    return report;
}

} // namespace tracedeck::sync
