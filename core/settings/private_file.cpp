#include "settings/private_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tracedeck::settings {

namespace {

constexpr qint64 kAtMost = 16 << 20;
constexpr auto kOurs = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

tl::unexpected<Error> failureOf(const QFileDevice& device, const QString& file)
{
    switch (device.error()) {
    case QFileDevice::PermissionsError: return fail(ErrorCode::PermissionDenied, device.errorString(), file);
    case QFileDevice::ResourceError: return fail(ErrorCode::DiskFull, device.errorString(), file);
    case QFileDevice::OpenError:
        if (!QFileInfo::exists(file) && errno == ENOENT)
            return fail(ErrorCode::NotFound, device.errorString(), file);
        return fail(errno == EACCES ? ErrorCode::PermissionDenied : ErrorCode::IoFailed, device.errorString(), file);
    default: return fail(errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::IoFailed, device.errorString(), file);
    }
}

Result<void> ensureFolder(const QString& file)
{
    const QString folder = QFileInfo(file).absolutePath();
    if (QFileInfo(folder).isDir())
        return {};
    if (!QDir().mkpath(QFileInfo(folder).absolutePath()) || ::mkdir(QFile::encodeName(folder).constData(), 0700) != 0)
        return fail(errno == EACCES ? ErrorCode::PermissionDenied : ErrorCode::IoFailed, QString::fromLocal8Bit(std::strerror(errno)),
                    folder);
    return {};
}

} // namespace

Result<QByteArray> readPrivate(const QString& file)
{
    QFile in(file);
    if (!QFileInfo::exists(file))
        return fail(ErrorCode::NotFound, {}, file);
    if (!in.open(QIODevice::ReadOnly))
        return failureOf(in, file);
    if (in.size() > kAtMost)
        return fail(ErrorCode::LimitExceeded, QStringLiteral("%1 bytes").arg(in.size()), file);
    return in.readAll();
}

Result<void> writePrivate(const QString& file, const QByteArray& bytes)
{
    if (auto folder = ensureFolder(file); !folder)
        return folder;
    QSaveFile out(file);
    errno = 0;
    if (!out.open(QIODevice::WriteOnly))
        return failureOf(out, file);
    if (!out.setPermissions(kOurs) || out.write(bytes) != bytes.size() || !out.commit())
        return failureOf(out, file);
    return {};
}

Result<void> ensurePrivate(const QString& file)
{
    if (auto folder = ensureFolder(file); !folder)
        return folder;
    const int handle = ::open(QFile::encodeName(file).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const bool isOurs = handle >= 0 && ::fchmod(handle, 0600) == 0;
    const int code = errno;
    if (handle >= 0)
        ::close(handle);
    if (!isOurs)
        return fail(code == EACCES || code == EPERM ? ErrorCode::PermissionDenied : ErrorCode::IoFailed,
                    QString::fromLocal8Bit(std::strerror(code)), file);
    return {};
}

} // namespace tracedeck::settings
