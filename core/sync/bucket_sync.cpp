#include "sync/bucket_sync.h"

#include "async/parallel.h"
#include "objects/object_name.h"
#include "store/writer.h"
#include "sync/bucket_listing.h"
#include "sync/downloads.h"
#include "sync/lost_objects.h"
#include "sync/object_import.h"

#include <QElapsedTimer>

#include <mutex>
#include <thread>

namespace tracedeck::sync {

using objects::ListedObject;

namespace {

constexpr std::size_t kTroubledKept = 1000;
constexpr qsizetype kMostStreams = 64;
constexpr int kTroubleInARow = 16; // so many failures and no success between them: it is not the objects

/// Where an object stands in time: retention and order go by it.
std::int64_t placedMs(const ListedObject& object)
{
    const auto place = objects::placeInTime(object);
    return place ? place->to : 0;
}

/// What tells this version of an object from others of its name.
QString versionOf(const ListedObject& object)
{
    return object.etag.isEmpty() ? QString(u"changed " % QString::number(object.changedMs)) : object.etag;
}

/// One run: a thread lists, the source downloads, workers read.
class Sync {
public:
    Sync(store::LogStore& store, const BucketSource& source, const SyncOptions& options, SyncProgress& progress, std::stop_token stop)
        : m_writer(store.writer())
        , m_source(source)
        , m_options(options)
        , m_progress(progress)
        , m_stop(std::move(stop))
        , m_onStop(m_stop, [this] { m_ownStop.request_stop(); })
    {}

    Result<SyncReport> run()
    {
        QElapsedTimer clock;
        clock.start();
        if (auto done = readLostObjects(m_writer, m_stop); !done)
            return tracedeck::fail(done.error());
        const auto record = m_writer.source(m_source.sourceName());
        if (!record)
            return tracedeck::fail(record.error());
        m_record = *record;
        work();
        if (m_stop.stop_requested())
            return tracedeck::fail(ErrorCode::Cancelled);
        if (m_failure)
            return tracedeck::fail(*m_failure);
        if (auto merged = m_writer.mergeSmallSegments(); !merged)
            return tracedeck::fail(merged.error());
        m_report.listCalls = m_progress.listCalls;
        m_report.getCalls = m_progress.getCalls;
        m_report.elapsedMs = clock.elapsed();
        return std::move(m_report);
    }

private:
    void work()
    {
        Downloads downloads(*m_source.objects, {m_options.downloads, m_options.bytesUnderWay}, m_progress.bytesReceived,
                            m_ownStop.get_token());
        const std::jthread lister([&] { list(downloads); });
        std::vector<std::jthread> readers;
        const unsigned wanted = m_options.threads > 0 ? m_options.threads : workerCount();
        for (unsigned i = 0; i < wanted; ++i)
            readers.emplace_back([&] { read(downloads); });
    }

    void list(Downloads& downloads)
    {
        const auto sink = [&](std::vector<ListedObject> batch) {
            for (auto& object : batch) {
                if (isWanted(object) && !downloads.add(std::move(object)))
                    return false;
            }
            return true;
        };
        for (const auto& prefix : m_options.streams.isEmpty() ? QStringList(m_source.prefix) : m_options.streams) {
            const auto listed =
                BucketListing(*m_source.objects, prefix, m_options.range, &m_progress.listCalls).run(sink, m_ownStop.get_token());
            if (!listed) {
                endWith(listed.error());
                break;
            }
        }
        m_progress.isListed = true;
        downloads.close();
    }

    /// What need not be downloaded is counted as what it is.
    bool isWanted(const ListedObject& object)
    {
        std::uint64_t* count = reasonNotToRead(object);
        const std::lock_guard lock(m_mutex);
        ++m_report.listed;
        noteStream(object);
        if (count)
            ++*count;
        else
            countWanted(object);
        return count == nullptr;
    }

    void noteStream(const ListedObject& object)
    {
        m_report.newestMs = std::max(m_report.newestMs, placedMs(object));
        const auto stream = m_report.streams.size() < kMostStreams ? objects::streamOf(object.key) : std::nullopt;
        if (stream && stream->startsWith(m_source.prefix) && !m_report.streams.contains(*stream))
            m_report.streams.append(*stream);
    }

    void countWanted(const ListedObject& object)
    {
        ++m_progress.read.filesTotal;
        m_progress.read.bytesTotal += object.size;
        ++m_progress.getCalls;
    }

    std::uint64_t* reasonNotToRead(const ListedObject& object)
    {
        const auto role = objects::roleOf(object.key.toStdString());
        if (role == objects::ObjectRole::Test || role == objects::ObjectRole::Ownership)
            return &m_report.tests;
        if (object.key.endsWith(u'/') || !looksLikeLogs(object.key))
            return &m_report.others;
        const bool isAsked = m_options.isRetentionIgnored || m_options.range.from > 0;
        if (!isAsked && m_record.floorMs > 0 && placedMs(object) > 0 && placedMs(object) <= m_record.floorMs)
            return &m_report.dropped;
        switch (m_writer.knows({m_source.objectPath(object.key), object.size, 0, versionOf(object)}, m_record.id)) {
        case store::Known::No: return nullptr;
        case store::Known::Whole: return &m_report.known;
        case store::Known::InOtherSource: return &m_report.overlapping;
        case store::Known::SetAside: return m_options.retrySetAside ? nullptr : &m_report.known;
        }
        return nullptr;
    }

    void read(Downloads& downloads)
    {
        ImportOptions options;
        options.format = m_source.format;
        ObjectImport worker(m_writer, options, m_progress.read);
        while (!downloads.isOver()) {
            auto fetched = downloads.take();
            const auto done = fetched ? takeOne(worker, downloads, std::move(*fetched)) : worker.flushIfDue();
            if (!done)
                return endWith(done.error());
        }
        if (auto done = worker.finish(); !done)
            endWith(done.error());
    }

    /// A body may end early without anybody noticing where its length was not told; the listing knows how long this version is.
    static bool isCut(const Downloads::Fetched& fetched)
    {
        return fetched.got && fetched.got->etag == fetched.object.etag
            && static_cast<std::uint64_t>(fetched.got->bytes.size()) != fetched.object.size;
    }

    Result<void> takeOne(ObjectImport& worker, Downloads& downloads, Downloads::Fetched fetched)
    {
        if (isCut(fetched))
            fetched.got = tracedeck::fail(ErrorCode::BadAnswer, QStringLiteral("shorter or longer than it was listed"), fetched.object.key);
        const bool mayPass = !fetched.got && isPassing(fetched.got.error().code) && !isForGood(fetched.got.error());
        if (mayPass && downloads.giveBack(fetched, true)) {
            noteTrouble(fetched);
            return {};
        }
        auto done = fetched.got ? readObject(worker, fetched) : noteMissing(worker, fetched);
        if (!mayPass)
            downloads.giveBack(fetched);
        ++m_progress.read.filesDone;
        return done;
    }

    static bool isPassing(ErrorCode code)
    {
        return code == ErrorCode::Unreachable || code == ErrorCode::TimedOut || code == ErrorCode::BadAnswer
            || code == ErrorCode::RateLimited || code == ErrorCode::ObjectRefused;
    }

    /// Too large, in an archive, or of a name that cannot be asked for: trying again changes nothing.
    static bool isForGood(const Error& error)
    {
        return error.code == ErrorCode::LimitExceeded || error.code == ErrorCode::BadValue
            || error.detail.startsWith(u"InvalidObjectState");
    }

    [[nodiscard]] store::ObjectRecord recordOf(const ListedObject& object) const
    {
        store::ObjectRecord record;
        record.path = m_source.objectPath(object.key);
        record.source = m_record.id;
        record.size = object.size;
        record.etag = versionOf(object);
        record.placedMs = placedMs(object);
        return record;
    }

    Result<void> readObject(ObjectImport& worker, const Downloads::Fetched& fetched)
    {
        const QByteArray& bytes = fetched.got->bytes;
        auto record = recordOf(fetched.object);
        if (static_cast<std::uint64_t>(bytes.size()) != record.size) // overwritten since it was listed
            record.etag = fetched.got->etag;
        ImportedFile outcome;
        auto done = worker.take(std::as_bytes(std::span {bytes.constData(), static_cast<std::size_t>(bytes.size())}), std::move(record),
                                true, outcome, m_ownStop.get_token());
        if (!done)
            return done;
        const std::lock_guard lock(m_mutex);
        m_troubleInARow = 0;
        m_report.bytes += static_cast<std::uint64_t>(bytes.size());
        m_report.rows += outcome.rows;
        m_report.rejected += outcome.rejectedTotal;
        m_report.testRecords += outcome.testRecords;
        if (outcome.error)
            add(m_report.setAside, m_report.setAsideTotal, fetched.object.key, *outcome.error);
        else
            ++(outcome.inOtherSource ? m_report.overlapping : outcome.seenBefore ? m_report.known : m_report.read);
        return done;
    }

    /// It could not be had: gone, never to be had as it is, or not this time.
    Result<void> noteMissing(ObjectImport& worker, const Downloads::Fetched& fetched)
    {
        const Error& error = fetched.got.error();
        if (error.code == ErrorCode::Cancelled)
            return {};
        if (error.code == ErrorCode::NotFound) {
            const std::lock_guard lock(m_mutex);
            ++m_report.gone;
            return {};
        }
        if (isForGood(error)) {
            auto record = recordOf(fetched.object);
            record.error = error.detail;
            {
                const std::lock_guard lock(m_mutex);
                add(m_report.setAside, m_report.setAsideTotal, fetched.object.key, error);
            }
            return worker.setAside(std::move(record));
        }
        if (!isPassing(error.code)) // what is wrong is not this object
            return tracedeck::fail(error);
        noteTrouble(fetched);
        const std::lock_guard lock(m_mutex);
        add(m_report.failed, m_report.failedTotal, fetched.object.key, error);
        return {};
    }

    /// Ends the run where nothing but failures comes: no way there, or keys that are refused.
    void noteTrouble(const Downloads::Fetched& fetched)
    {
        if (fetched.round > 1) // there is nothing but trouble then
            return;
        bool isEnough = false;
        {
            const std::lock_guard lock(m_mutex);
            isEnough = ++m_troubleInARow >= kTroubleInARow;
        }
        if (isEnough)
            endWith(fetched.got.error());
    }

    static void add(std::vector<TroubledObject>& list, std::uint64_t& total, const QString& key, const Error& error)
    {
        if (++total <= kTroubledKept)
            list.push_back({key, error});
    }

    void endWith(const Error& error)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_failure && error.code != ErrorCode::Cancelled)
                m_failure = error;
        }
        m_ownStop.request_stop();
    }

    store::Writer& m_writer;
    const BucketSource& m_source;
    const SyncOptions& m_options;
    SyncProgress& m_progress;
    std::stop_token m_stop;
    std::stop_source m_ownStop;
    std::stop_callback<std::function<void()>> m_onStop;
    store::SourceRecord m_record;
    std::mutex m_mutex;
    SyncReport m_report;
    std::optional<Error> m_failure;
    int m_troubleInARow = 0;
};

} // namespace

Result<SyncReport> syncBucket(store::LogStore& store, const BucketSource& source, const SyncOptions& options, SyncProgress* progress,
                              std::stop_token stop)
{
    SyncProgress unseen;
    return Sync(store, source, options, progress ? *progress : unseen, std::move(stop)).run();
}

} // namespace tracedeck::sync
