#include "store/store_files.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tracedeck::store {

QString StoreFiles::segment(std::uint64_t id) const
{
    return segments() % u'/' % QString::number(id).rightJustified(10, u'0') % u".seg";
}

QString StoreFiles::pack(std::uint64_t number) const
{
    return objects() % u"/pack-" % QString::number(number).rightJustified(6, u'0') % u".bin";
}

namespace {

tl::unexpected<Error> systemFailure(const QString& file)
{
    const int code = errno;
    return fail(code == ENOSPC || code == EDQUOT ? ErrorCode::DiskFull
                    : code == EACCES             ? ErrorCode::PermissionDenied
                                                 : ErrorCode::IoFailed,
                QString::fromLocal8Bit(std::strerror(code)), file);
}

/// A file handle that closes itself.
class Handle {
public:
    Handle(const QString& file, int flags) : m_fd(::open(QFile::encodeName(file).constData(), flags | O_CLOEXEC, 0600)) {}
    ~Handle()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    [[nodiscard]] int fd() const { return m_fd; }
    [[nodiscard]] bool write(const char* data, std::size_t size) const
    {
        while (size > 0) {
            const auto done = ::write(m_fd, data, size);
            if (done < 0 && errno == EINTR)
                continue;
            if (done <= 0)
                return false;
            data += done;
            size -= static_cast<std::size_t>(done);
        }
        return true;
    }

private:
    int m_fd;
};

} // namespace

Result<void> writeDurably(const QString& file, std::string_view bytes)
{
    const QString temporary = file + QStringLiteral(".new");
    {
        const Handle out(temporary, O_WRONLY | O_CREAT | O_TRUNC);
        if (out.fd() < 0 || !out.write(bytes.data(), bytes.size()) || ::fsync(out.fd()) != 0) {
            auto failed = systemFailure(file);
            QFile::remove(temporary);
            return failed;
        }
    }
    if (std::rename(QFile::encodeName(temporary).constData(), QFile::encodeName(file).constData()) != 0)
        return systemFailure(file);
    return {};
}

Result<std::uint64_t> append(const QString& file, std::span<const std::byte> bytes)
{
    const Handle out(file, O_WRONLY | O_CREAT | O_APPEND);
    struct stat about {};
    if (out.fd() < 0 || ::fstat(out.fd(), &about) != 0)
        return systemFailure(file);
    if (!out.write(reinterpret_cast<const char*>(bytes.data()), bytes.size()))
        return systemFailure(file);
    return static_cast<std::uint64_t>(about.st_size);
}

Result<void> syncFile(const QString& file)
{
    const Handle handle(file, O_RDONLY);
    if (handle.fd() < 0 || ::fsync(handle.fd()) != 0)
        return systemFailure(file);
    return {};
}

void punchHole(const QString& file, std::uint64_t offset, std::uint64_t bytes)
{
    const Handle handle(file, O_WRONLY);
    if (handle.fd() >= 0 && bytes > 0)
        (void)::fallocate(handle.fd(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset), static_cast<off_t>(bytes));
}

Result<void> syncFolder(const QString& folder)
{
    const Handle handle(folder, O_RDONLY | O_DIRECTORY);
    if (handle.fd() < 0 || ::fsync(handle.fd()) != 0)
        return systemFailure(folder);
    return {};
}

} // namespace tracedeck::store
