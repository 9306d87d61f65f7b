#include "store/file_system.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tracedeck::store {

namespace {

tl::unexpected<Error> systemFailure(const QString& file)
{
    const int code = errno;
    return fail(code == ENOSPC || code == EDQUOT                       ? ErrorCode::DiskFull
                    : code == EACCES || code == EPERM || code == EROFS ? ErrorCode::PermissionDenied
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

class SystemFiles final : public FileSystem {
public:
    Result<void> makeFolder(const QString& folder) override
    {
        if (::mkdir(QFile::encodeName(folder).constData(), 0700) == 0 || errno == EEXIST)
            return {};
        return systemFailure(folder);
    }

    Result<void> write(const QString& file, std::span<const std::string_view> parts) override
    {
        const Handle out(file, O_WRONLY | O_CREAT | O_TRUNC);
        const auto isWritten = [&out](std::string_view part) { return out.write(part.data(), part.size()); };
        if (out.fd() < 0 || !std::ranges::all_of(parts, isWritten))
            return systemFailure(file);
        return {};
    }

    Result<std::uint64_t> append(const QString& file, std::span<const std::byte> bytes) override
    {
        const Handle out(file, O_WRONLY | O_CREAT | O_APPEND);
        struct stat about {};
        if (out.fd() < 0 || ::fstat(out.fd(), &about) != 0)
            return systemFailure(file);
        if (!out.write(reinterpret_cast<const char*>(bytes.data()), bytes.size())) {
            auto failed = systemFailure(file);
            (void)!::ftruncate(out.fd(), about.st_size);
            return failed;
        }
        return static_cast<std::uint64_t>(about.st_size);
    }

    Result<void> cutTo(const QString& file, std::uint64_t bytes) override
    {
        if (::truncate(QFile::encodeName(file).constData(), static_cast<off_t>(bytes)) != 0)
            return systemFailure(file);
        return {};
    }

    Result<void> rename(const QString& from, const QString& to) override
    {
        if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
            return systemFailure(to);
        return {};
    }

    Result<void> sync(const QString& file) override { return syncOpened(file, O_RDONLY); }

    Result<void> syncFolder(const QString& folder) override { return syncOpened(folder, O_RDONLY | O_DIRECTORY); }

    void remove(const QString& file) override { (void)::unlink(QFile::encodeName(file).constData()); }

    void punchHole(const QString& file, std::uint64_t offset, std::uint64_t bytes) override
    {
        const Handle handle(file, O_WRONLY);
        if (handle.fd() >= 0 && bytes > 0)
            (void)::fallocate(handle.fd(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset),
                              static_cast<off_t>(bytes));
    }

private:
    static Result<void> syncOpened(const QString& name, int flags)
    {
        const Handle handle(name, flags);
        if (handle.fd() < 0 || (::fsync(handle.fd()) != 0 && errno != EINVAL)) // EINVAL: a system that cannot sync this kind
            return systemFailure(name);
        return {};
    }
};

} // namespace

FileSystem& systemFiles()
{
    static SystemFiles files;
    return files;
}

} // namespace tracedeck::store
