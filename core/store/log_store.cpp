#include "store/log_store.h"

#include "async/parallel.h"
#include "store/manifest.h"
#include "store/snapshot_data.h"
#include "store/store_writer.h"

#include <QDir>
#include <QFileInfo>
#include <QLockFile>

#include <algorithm>
#include <map>
#include <mutex>

namespace tracedeck::store {

struct LogStore::Private {
    StoreFiles files;
    Mode mode = Mode::Read;
    std::unique_ptr<QLockFile> lock;
    std::unique_ptr<Manifest> manifest;
    std::unique_ptr<StoreWriter> writer;
    mutable std::mutex mutex;
    std::shared_ptr<const SnapshotData> snapshot = std::make_shared<SnapshotData>();
    std::uint64_t dataVersion = 0;
    std::map<int, std::function<void()>> callbacks;
    int nextCallback = 0;

    Result<void> openFolder();
    Result<void> takeLock();
    Result<void> load();
    Result<void> dropStrays(const std::vector<SegmentRecord>& segments) const;
    Result<void> startWriter(const std::vector<ObjectRecord>& objects, const std::vector<SegmentRecord>& segments);
    void published(std::vector<std::shared_ptr<const Segment>> added, const std::vector<std::uint64_t>& removed, std::int64_t objectsMore);
    Result<std::vector<std::shared_ptr<const Segment>>> openSegments(const std::vector<SegmentRecord>& records,
                                                                     const std::vector<ObjectRecord>& objects,
                                                                     std::vector<std::uint64_t>& damaged) const;
};

Result<void> LogStore::Private::openFolder()
{
    if (mode == Mode::Read)
        return QFileInfo::exists(files.manifest()) ? Result<void> {}
                                                   : fail(ErrorCode::NotFound, QStringLiteral("no store there"), files.folder);
    for (const auto& folder : {files.folder, files.segments(), files.objects()}) {
        if (!QDir().mkpath(folder))
            return fail(ErrorCode::PermissionDenied, QStringLiteral("cannot make the folder"), folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    return takeLock();
}

Result<void> LogStore::Private::takeLock()
{
    lock = std::make_unique<QLockFile>(files.lock());
    lock->setStaleLockTime(0);
    if (lock->tryLock(0))
        return {};
    qint64 pid = 0;
    QString host;
    QString program;
    (void)lock->getLockInfo(&pid, &host, &program);
    return fail(ErrorCode::StoreLocked,
                QStringLiteral("%1, process %2").arg(program.isEmpty() ? QStringLiteral("another program") : program).arg(pid),
                files.folder);
}

/// Files that no publication names: what a kill left behind.
Result<void> LogStore::Private::dropStrays(const std::vector<SegmentRecord>& segments) const
{
    QStringList known;
    for (const auto& segment : segments)
        known.append(QFileInfo(files.segment(segment.id)).fileName());
    std::sort(known.begin(), known.end());
    const QDir folder(files.segments());
    for (const auto& name : folder.entryList(QDir::Files)) {
        if (!std::binary_search(known.begin(), known.end(), name))
            QFile::remove(folder.filePath(name));
    }
    return {};
}

Result<std::vector<std::shared_ptr<const Segment>>> LogStore::Private::openSegments(const std::vector<SegmentRecord>& records,
                                                                                    const std::vector<ObjectRecord>& objects,
                                                                                    std::vector<std::uint64_t>& damaged) const
{
    std::map<std::uint64_t, std::shared_ptr<const ObjectInfo>> infos;
    for (const auto& o : objects)
        infos[o.id] = std::make_shared<ObjectInfo>(ObjectInfo {o.id, o.path, o.size, o.cachePack, o.cacheOffset, files.folder});
    std::vector<std::shared_ptr<const Segment>> opened;
    for (const auto& record : records) {
        std::vector<std::shared_ptr<const ObjectInfo>> own;
        for (const auto id : record.objects)
            own.push_back(infos[id]);
        auto segment = Segment::open(files.segment(record.id), record.id, std::move(own));
        if (segment && (*segment)->rows() == record.rows && (*segment)->bytes() == record.bytes)
            opened.push_back(std::move(*segment));
        else if (mode == Mode::Write)
            damaged.push_back(record.id);
        else
            return fail(segment ? Error {ErrorCode::StoreCorrupt, QStringLiteral("a segment has another size"), files.segment(record.id)}
                                : segment.error());
    }
    return opened;
}

Result<void> LogStore::Private::load()
{
    auto opened = Manifest::open(files.manifest(), mode == Mode::Write);
    if (!opened)
        return fail(opened.error());
    manifest = std::move(*opened);
    dataVersion = manifest->dataVersion();
    auto segments = manifest->segments();
    auto objects = manifest->objects();
    if (!segments || !objects)
        return fail(segments ? objects.error() : segments.error());
    if (mode == Mode::Write) {
        if (auto dropped = dropStrays(*segments); !dropped)
            return dropped;
    }
    std::vector<std::uint64_t> damaged;
    auto list = openSegments(*segments, *objects, damaged);
    if (!list)
        return fail(list.error());
    if (!damaged.empty()) { // their objects are read again by the next import
        if (auto forgotten = manifest->forgetSegments(damaged); !forgotten)
            return forgotten;
        manifest.reset();
        return load();
    }
    auto data = std::make_shared<SnapshotData>();
    for (auto& segment : *list)
        data->add(std::move(segment));
    data->objects =
        static_cast<std::uint64_t>(std::count_if(objects->begin(), objects->end(), [](const auto& object) { return object.aliasOf == 0; }));
    data->version = snapshot->version + 1;
    {
        const std::lock_guard guard(mutex);
        snapshot = std::move(data);
    }
    return mode == Mode::Write ? startWriter(*objects, *segments) : Result<void> {};
}

Result<void> LogStore::Private::startWriter(const std::vector<ObjectRecord>& objects, const std::vector<SegmentRecord>& segments)
{
    writer = std::make_unique<StoreWriter>(
        files, *manifest, [this](auto added, const auto& removed, auto count) { published(std::move(added), removed, count); });
    writer->setSegments([this] {
        const std::lock_guard guard(mutex);
        return snapshot->segments;
    });
    return writer->begin(objects, segments.empty() ? 0 : segments.back().id);
}

void LogStore::Private::published(std::vector<std::shared_ptr<const Segment>> added, const std::vector<std::uint64_t>& removed,
                                  std::int64_t objectsMore)
{
    std::vector<std::function<void()>> toCall;
    std::vector<QString> unused;
    {
        const std::lock_guard guard(mutex);
        auto next = std::make_shared<SnapshotData>();
        for (const auto& segment : snapshot->segments) {
            if (std::find(removed.begin(), removed.end(), segment->id()) == removed.end())
                next->add(segment);
            else
                unused.push_back(segment->file());
        }
        for (auto& segment : added)
            next->add(std::move(segment));
        next->objects = snapshot->objects + static_cast<std::uint64_t>(objectsMore);
        next->version = snapshot->version + 1;
        snapshot = std::move(next);
        for (const auto& [id, callback] : callbacks)
            toCall.push_back(callback);
    }
    for (const auto& file : unused)
        QFile::remove(file); // mapped by the snapshots that still use it
    for (const auto& call : toCall)
        call();
}

LogStore::LogStore(std::unique_ptr<Private> data) : d(std::move(data)) {}

LogStore::~LogStore() = default;

Result<std::shared_ptr<LogStore>> LogStore::open(const QString& folder, Mode mode)
{
    auto data = std::make_unique<Private>();
    data->files.folder = QDir(folder).absolutePath();
    data->mode = mode;
    if (auto ready = data->openFolder(); !ready)
        return fail(ready.error());
    Result<void> loaded;
    for (int attempt = 0; attempt < 3; ++attempt) { // a reader may meet a merge: then the next manifest is whole
        loaded = data->load();
        if (loaded || mode == Mode::Write)
            break;
    }
    if (!loaded)
        return fail(loaded.error());
    return std::shared_ptr<LogStore>(new LogStore(std::move(data)));
}

Snapshot LogStore::snapshot() const
{
    const std::lock_guard guard(d->mutex);
    return Snapshot {d->snapshot};
}

QString LogStore::folder() const
{
    return d->files.folder;
}

std::shared_ptr<void> LogStore::onPublished(std::function<void()> callback)
{
    const std::lock_guard guard(d->mutex);
    const int id = d->nextCallback++;
    d->callbacks[id] = std::move(callback);
    return {nullptr, [this, id](void*) {
                const std::lock_guard inner(d->mutex);
                d->callbacks.erase(id);
            }};
}

Writer& LogStore::writer()
{
    Q_ASSERT(d->writer);
    return *d->writer;
}

Result<std::vector<ObjectRecord>> LogStore::objects() const
{
    return d->writer ? d->writer->objects() : d->manifest->objects();
}

Result<std::vector<SourceRecord>> LogStore::sources() const
{
    return d->writer ? d->writer->sources() : d->manifest->sources();
}

Result<std::size_t> LogStore::forgetDamaged()
{
    const auto segments = snapshot().data().segments;
    std::vector<std::uint8_t> bad(segments.size());
    parallelFor(segments.size(), [&](std::size_t i) { bad[i] = segments[i]->verifyAll() ? 0 : 1; });
    std::vector<std::uint64_t> damaged;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (bad[i] != 0)
            damaged.push_back(segments[i]->id());
    }
    if (damaged.empty())
        return 0;
    if (auto forgotten = d->manifest->forgetSegments(damaged); !forgotten)
        return fail(forgotten.error());
    d->writer.reset();
    d->manifest.reset();
    if (auto loaded = d->load(); !loaded)
        return fail(loaded.error());
    return damaged.size();
}

Result<void> LogStore::refresh()
{
    return d->mode == Mode::Read && d->manifest->dataVersion() != d->dataVersion ? d->load() : Result<void> {};
}

} // namespace tracedeck::store
