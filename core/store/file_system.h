#pragma once

#include "base/result.h"

#include <QString>

#include <cstdint>
#include <span>
#include <string_view>

namespace tracedeck::store {

/// What the store asks of the file system that it lies on: the seam where a test takes the power away or fills the disk. Nothing is on
/// the disk for good before it was synced: bytes with their file, names with their folder. Files and folders are made for the owner only.
/// Any thread. DiskFull, PermissionDenied, IoFailed; subject: the file.
class FileSystem {
public:
    FileSystem() = default;
    virtual ~FileSystem() = default;
    FileSystem(const FileSystem&) = delete;
    FileSystem& operator=(const FileSystem&) = delete;

    /// The name of the way on which SQLite comes to this file system; null = its own.
    [[nodiscard]] virtual const char* sqliteName() const { return nullptr; }
    /// Where it is there already nothing is done.
    [[nodiscard]] virtual Result<void> makeFolder(const QString& folder) = 0;
    /// A file of these parts one after the other, in the place of what was there.
    [[nodiscard]] virtual Result<void> write(const QString& file, std::span<const std::string_view> parts) = 0;
    /// Appends; the offset at which `bytes` begin. Nothing is left of them where they have no room.
    [[nodiscard]] virtual Result<std::uint64_t> append(const QString& file, std::span<const std::byte> bytes) = 0;
    [[nodiscard]] virtual Result<void> cutTo(const QString& file, std::uint64_t bytes) = 0;
    [[nodiscard]] virtual Result<void> rename(const QString& from, const QString& to) = 0;
    [[nodiscard]] virtual Result<void> sync(const QString& file) = 0;
    [[nodiscard]] virtual Result<void> syncFolder(const QString& folder) = 0;
    /// A file that cannot be removed stays: nobody asks for it any more.
    virtual void remove(const QString& file) = 0;
    /// Gives the room of some bytes back, where the system knows how; the file stays as long as it is.
    virtual void punchHole(const QString& file, std::uint64_t offset, std::uint64_t bytes) = 0;
};

/// The system's own.
[[nodiscard]] FileSystem& systemFiles();

} // namespace tracedeck::store
