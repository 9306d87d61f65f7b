#include "store/log_store.h"

#include "async/parallel.h"
#include "store/manifest.h"
#include "store/snapshot_data.h"
#include "store/store_writer.h"

#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QStorageInfo>

#include <algorithm>
#include <map>
#include <mutex>

namespace tracedeck::store {

namespace {

constexpr qint64 kLockBytes = 4096; // a disk with less has no room for it

} // namespace

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

    [[nodiscard]] bool isThere() const;
    [[nodiscard]] bool isUnborn() const;
    Result<void> openFolder();
    Result<void> takeLock();
    Result<void> load();
    Result<void> loadWithout(const Result<void>& forgotten);
    [[nodiscard]] Result<void> refuse() const;
    void dropStrays(const std::vector<SegmentRecord>& segments) const;
    Result<void> startWriter(const std::vector<ObjectRecord>& objects, const std::vector<SegmentRecord>& segments);
    void published(std::vector<std::shared_ptr<const Segment>> added, const std::vector<std::uint64_t>& removed, std::int64_t objectsMore);
    Result<std::vector<std::shared_ptr<const Segment>>> openSegments(const std::vector<SegmentRecord>& records,
                                                                     const std::vector<ObjectRecord>& objects,
                                                                     std::vector<std::uint64_t>& damaged) const;
};

bool LogStore::Private::isThere() const
{
    return QFileInfo::exists(files.manifest()) || isUnborn();
}

/// Its first writer was stopped before the manifest was there: a store of nothing.
bool LogStore::Private::isUnborn() const
{
    return !QFileInfo::exists(files.manifest()) && QFileInfo::exists(files.segments());
}

Result<void> LogStore::Private::openFolder()
{
    if (mode == Mode::Read)
        return isThere() ? Result<void> {} : fail(ErrorCode::NotFound, QStringLiteral("no store there"), files.folder);
    for (const auto& folder : {files.folder, files.segments(), files.objects()}) {
        if (auto made = makeFolders(*files.disk, folder); !made)
            return made;
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    if (auto locked = takeLock(); !locked)
        return locked;
    const bool hasCopies = !QDir(files.objects()).isEmpty(QDir::Files);
    if (!QFileInfo::exists(files.manifest()) && hasCopies) // a new one would know nothing of them, and drop them
        return fail(ErrorCode::StoreCorrupt, QStringLiteral("The manifest is gone, and there are copies of objects."), files.manifest());
    return {};
}

Result<void> LogStore::Private::takeLock()
{
    lock = std::make_unique<QLockFile>(files.lock());
    lock->setStaleLockTime(0);
    if (lock->tryLock(0)) {
        QFile::setPermissions(files.lock(), QFile::ReadOwner | QFile::WriteOwner);
        return {};
    }
    if (lock->error() == QLockFile::PermissionError)
        return fail(ErrorCode::PermissionDenied, QStringLiteral("cannot write the lock"), files.lock());
    if (lock->error() == QLockFile::UnknownError) {
        const bool isFull = QStorageInfo(files.folder).bytesAvailable() < kLockBytes;
        return fail(isFull ? ErrorCode::DiskFull : ErrorCode::IoFailed, QStringLiteral("cannot write the lock"), files.lock());
    }
    qint64 pid = 0;
    QString host;
    QString program;
    (void)lock->getLockInfo(&pid, &host, &program);
    return fail(ErrorCode::StoreLocked,
                QStringLiteral("%1, process %2").arg(program.isEmpty() ? QStringLiteral("another program") : program).arg(pid),
                files.folder);
}

/// Files that no publication names: what a kill left behind.
void LogStore::Private::dropStrays(const std::vector<SegmentRecord>& segments) const
{
    QStringList known;
    for (const auto& segment : segments)
        known.append(QFileInfo(files.segment(segment.id)).fileName());
    std::sort(known.begin(), known.end());
    const QDir folder(files.segments());
    for (const auto& name : folder.entryList(QDir::Files)) {
        if (!std::binary_search(known.begin(), known.end(), name))
            files.disk->remove(folder.filePath(name));
    }
}

Result<std::vector<std::shared_ptr<const Segment>>> LogStore::Private::openSegments(const std::vector<SegmentRecord>& records,
                                                                                    const std::vector<ObjectRecord>& objects,
                                                                                    std::vector<std::uint64_t>& damaged) const
{
    std::map<std::uint64_t, std::shared_ptr<const ObjectInfo>> infos;
    for (const auto& o : objects)
        infos[o.id] = std::make_shared<ObjectInfo>(ObjectInfo {o.id, o.path, o.size, o.cachePack, o.cacheOffset, files.folder, o.format});
    std::vector<std::shared_ptr<const Segment>> opened;
    for (const auto& record : records) {
        std::vector<std::shared_ptr<const ObjectInfo>> own;
        for (const auto id : record.objects)
            own.push_back(infos[id]);
        const bool isKnown = std::ranges::all_of(own, [](const auto& object) { return object != nullptr; });
        auto segment = Segment::open(files.segment(record.id), record.id, std::move(own));
        if (segment && isKnown && (*segment)->rows() == record.rows && (*segment)->bytes() == record.bytes)
            opened.push_back(std::move(*segment));
        else if (mode == Mode::Write)
            damaged.push_back(record.id);
        else
            return fail(segment ? Error {ErrorCode::StoreCorrupt, QStringLiteral("a segment is not the one that the manifest has"),
                                         files.segment(record.id)}
                                : segment.error());
    }
    return opened;
}

/// What was forgotten is read again by the next import.
Result<void> LogStore::Private::loadWithout(const Result<void>& forgotten)
{
    if (!forgotten)
        return forgotten;
    manifest.reset();
    return load();
}

Result<void> LogStore::Private::refuse() const
{
    return fail(ErrorCode::StoreCorrupt, QStringLiteral("The manifest's lists do not agree; an import mends that."), files.folder);
}

Result<void> LogStore::Private::load()
{
    if (mode == Mode::Read && isUnborn())
        return {};
    auto opened = Manifest::open(files.manifest(), mode == Mode::Write, *files.disk);
    if (!opened)
        return fail(opened.error());
    manifest = std::move(*opened);
    dataVersion = manifest->dataVersion();
    auto contents = manifest->contents();
    if (!contents)
        return fail(contents.error());
    if (!contents->agree())
        return mode == Mode::Write ? loadWithout(manifest->forgetAllSegments()) : refuse();
    const auto& objects = contents->objects;
    if (mode == Mode::Write)
        dropStrays(contents->segments);
    std::vector<std::uint64_t> damaged;
    auto list = openSegments(contents->segments, objects, damaged);
    if (!list)
        return fail(list.error());
    if (!damaged.empty())
        return loadWithout(manifest->forgetSegments(damaged));
    auto data = std::make_shared<SnapshotData>();
    for (auto& segment : *list)
        data->add(std::move(segment));
    data->objects =
        static_cast<std::uint64_t>(std::count_if(objects.begin(), objects.end(), [](const auto& object) { return object.aliasOf == 0; }));
    data->version = snapshot->version + 1;
    {
        const std::lock_guard guard(mutex);
        snapshot = std::move(data);
    }
    return mode == Mode::Write ? startWriter(objects, contents->segments) : Result<void> {};
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
        files.disk->remove(file); // mapped by the snapshots that still use it
    for (const auto& call : toCall)
        call();
}

LogStore::LogStore(std::unique_ptr<Private> data) : d(std::move(data)) {}

LogStore::~LogStore() = default;

Result<std::shared_ptr<LogStore>> LogStore::open(const QString& folder, Mode mode, FileSystem& disk)
{
    auto data = std::make_unique<Private>();
    data->files = {QDir(folder).absolutePath(), &disk};
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
    const bool isNews = !d->manifest || d->manifest->dataVersion() != d->dataVersion;
    return d->mode == Mode::Read && isNews ? d->load() : Result<void> {};
}

} // namespace tracedeck::store
