#include "workers/wrangler_disk.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace tracedeck::workers {

namespace {

Error failureOf(const QFileDevice& file, ErrorCode otherwise)
{
    const bool isDenied = file.error() == QFileDevice::PermissionsError || file.error() == QFileDevice::OpenError;
    return {isDenied && !QFileInfo(file.fileName()).isWritable() ? ErrorCode::PermissionDenied : otherwise, file.errorString(),
            file.fileName()};
}

Result<QByteArray> bytesOf(const QString& path)
{
    QFile file(path);
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorCode::NotFound, QStringLiteral("no such file"), path);
    if (!info.isFile())
        return fail(ErrorCode::UnknownFormat, QStringLiteral("no regular file"), path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::PermissionDenied, file.errorString(), path);
    QByteArray bytes = file.read(kLargestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::IoFailed, file.errorString(), path);
    if (bytes.size() > kLargestFile)
        return fail(ErrorCode::LimitExceeded, QStringLiteral("over 1 MB"), path);
    return bytes;
}

/// Two files of one name lie in different folders: the folder is in the name.
QString backupName(const QString& path)
{
    const QByteArray folder = QCryptographicHash::hash(QFileInfo(path).absolutePath().toUtf8(), QCryptographicHash::Sha256).toHex().left(8);
    const QString moment = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss.zzz'Z'"));
    return QString(moment % u'-' % QString::fromLatin1(folder) % u'-' % QFileInfo(path).fileName());
}

Result<QString> keepBackup(const WranglerText& before, const QString& backups)
{
    if (!QDir().mkpath(backups))
        return fail(ErrorCode::IoFailed, QStringLiteral("the folder of backups cannot be made"), backups);
    QFile file(QDir(backups).filePath(backupName(before.path)));
    // The file may hold what its owner shows to nobody else.
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)
        || file.write(before.bytes) != before.bytes.size() || !file.flush())
        return fail(failureOf(file, ErrorCode::IoFailed));
    return file.fileName();
}

} // namespace

Result<WranglerText> readWranglerText(const QString& path)
{
    const auto format = formatOf(path);
    if (!format)
        return fail(ErrorCode::UnknownFormat, QStringLiteral("neither .toml nor .json nor .jsonc"), path);
    const QString absolute = QFileInfo(path).absoluteFilePath();
    auto bytes = bytesOf(absolute);
    if (!bytes)
        return fail(bytes.error());
    return WranglerText {absolute, *format, *std::move(bytes)};
}

Result<Writing> writeWranglerText(const WranglerText& before, const QByteArray& after, const QString& backups)
{
    const auto now = bytesOf(before.path);
    if (now && *now != before.bytes)
        return Writing {true, {}};
    if (!now)
        return now.error().code == ErrorCode::NotFound ? Result<Writing>(Writing {true, {}}) : fail(now.error());
    const auto backup = keepBackup(before, backups);
    if (!backup)
        return fail(backup.error());
    QSaveFile file(QFileInfo(before.path).canonicalFilePath());
    if (!file.open(QIODevice::WriteOnly) || file.write(after) != after.size())
        return fail(failureOf(file, ErrorCode::IoFailed));
    const auto last = bytesOf(before.path); // between the first look and this one it may have been saved in an editor
    if (!last || *last != before.bytes) {
        file.cancelWriting();
        return Writing {true, *backup};
    }
    if (!file.commit())
        return fail(failureOf(file, ErrorCode::IoFailed));
    return Writing {false, *backup};
}

} // namespace tracedeck::workers
