#include "sandbox/bucket_store.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryFile>

#include <algorithm>
#include <cstdio>

namespace tracedeck::sandbox {

namespace {

constexpr quint32 kMagic = 0x54444f31; // "TDO1": the head's layout is part of it
constexpr quint32 kMostHeaders = 1000;
constexpr auto kOurs = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto kOurFolder = kOurs | QFileDevice::ExeOwner;

QByteArray headOf(const QByteArray& key, const ObjectFacts& facts)
{
    QByteArray head;
    QDataStream out(&head, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << kMagic << key << facts.etag << quint64 {facts.size} << facts.changedMs << static_cast<quint32>(facts.headers.size());
    for (const auto& header : facts.headers)
        out << header.name << header.value;
    return head;
}

/// The key and facts that a file begins with; nullopt where it is none of ours, or not whole.
std::optional<StorePage::Entry> readHead(QFile& file)
{
    QDataStream in(&file);
    in.setVersion(QDataStream::Qt_6_4);
    StorePage::Entry entry;
    quint32 magic = 0, headers = 0;
    quint64 size = 0;
    in >> magic;
    if (magic != kMagic)
        return std::nullopt;
    in >> entry.key >> entry.facts.etag >> size >> entry.facts.changedMs >> headers;
    for (quint32 i = 0; i < std::min(headers, kMostHeaders) && in.status() == QDataStream::Ok; ++i) {
        auto& header = entry.facts.headers.emplace_back();
        in >> header.name >> header.value;
    }
    entry.facts.size = size;
    const auto behindHead = static_cast<quint64>(file.size() - file.pos());
    return in.status() == QDataStream::Ok && size == behindHead ? std::optional(std::move(entry)) : std::nullopt;
}

tl::unexpected<Error> failureOf(const QFileDevice& device, const QString& file)
{
    return fail(device.error() == QFileDevice::ResourceError ? ErrorCode::DiskFull : ErrorCode::IoFailed, device.errorString(), file);
}

bool makeFolder(const QString& folder)
{
    return QFileInfo(folder).isDir() || (QDir().mkpath(folder) && QFile::setPermissions(folder, kOurFolder));
}

} // namespace

QByteArray ObjectFacts::header(QByteArrayView name) const
{
    const auto at = std::find_if(headers.begin(), headers.end(),
                                 [&](const auto& header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    return at == headers.end() ? QByteArray() : at->value;
}

Result<std::unique_ptr<BucketStore>> BucketStore::open(QString folder, const Clock& clock)
{
    if (!makeFolder(folder))
        return fail(ErrorCode::IoFailed, QStringLiteral("the folder cannot be made"), folder);
    std::unique_ptr<BucketStore> store(new BucketStore(std::move(folder), clock));
    QDirIterator files(store->m_folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        store->takeIn(files.next());
    return store;
}

void BucketStore::takeIn(const QString& file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return;
    auto entry = readHead(in);
    if (entry && fileOf(entry->key) == file)
        m_objects.insert_or_assign(std::move(entry->key), std::move(entry->facts));
}

QString BucketStore::fileOf(const QByteArray& key) const
{
    const QString name = QString::fromLatin1(QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex());
    return m_folder % u'/' % name.first(2) % u'/' % name.sliced(2);
}

Result<ObjectFacts> BucketStore::put(const QByteArray& key, QByteArrayView bytes, std::vector<net::Header> headers,
                                     std::optional<qint64> changedMs)
{
    QCryptographicHash md5(QCryptographicHash::Md5);
    md5.addData(bytes);
    ObjectFacts facts {md5.result().toHex(), static_cast<std::uint64_t>(bytes.size()), changedMs.value_or(m_clock.nowMs()),
                       std::move(headers)};
    const QString path = fileOf(key);
    if (!makeFolder(path.first(path.lastIndexOf(u'/'))))
        return fail(ErrorCode::IoFailed, QStringLiteral("the folder cannot be made"), path);
    // Not synced to the disk: a kill of this program takes nothing of it, and thousands of objects are laid down in seconds.
    QTemporaryFile file(path); // 0600
    const QByteArray head = headOf(key, facts);
    if (!file.open() || file.write(head) != head.size() || file.write(bytes.data(), bytes.size()) != bytes.size() || !file.flush())
        return failureOf(file, path);
    if (std::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path).constData()) != 0)
        return fail(ErrorCode::IoFailed, QStringLiteral("the object cannot be put in its place"), path);
    file.setAutoRemove(false);
    m_objects.insert_or_assign(key, facts);
    return facts;
}

Result<void> BucketStore::remove(const QByteArray& key)
{
    QFile file(fileOf(key));
    if (m_objects.contains(key) && file.exists() && !file.remove())
        return failureOf(file, file.fileName());
    m_objects.erase(key);
    return {};
}

const ObjectFacts* BucketStore::find(const QByteArray& key) const
{
    const auto at = m_objects.find(key);
    return at == m_objects.end() ? nullptr : &at->second;
}

Result<QByteArray> BucketStore::read(const QByteArray& key, std::uint64_t from, std::optional<std::uint64_t> length) const
{
    const ObjectFacts* facts = find(key);
    if (!facts)
        return fail(ErrorCode::NotFound, {}, QString::fromUtf8(key));
    const std::uint64_t start = std::min(from, facts->size);
    const std::uint64_t wanted = std::min(length.value_or(facts->size), facts->size - start);
    QFile file(fileOf(key));
    if (!file.open(QIODevice::ReadOnly))
        return failureOf(file, file.fileName());
    if (!file.seek(file.size() - static_cast<qint64>(facts->size - start)))
        return failureOf(file, file.fileName());
    const QByteArray bytes = file.read(static_cast<qint64>(wanted));
    if (bytes.size() != static_cast<qsizetype>(wanted))
        return failureOf(file, file.fileName());
    return bytes;
}

} // namespace tracedeck::sandbox
