#pragma once

#include "base/result.h"

#include <QString>

#include <cstdint>
#include <span>
#include <string_view>

namespace tracedeck::store {

/// Where things lie in a store's folder.
struct StoreFiles {
    QString folder;

    [[nodiscard]] QString manifest() const { return folder + QStringLiteral("/manifest.sqlite"); }
    [[nodiscard]] QString lock() const { return folder + QStringLiteral("/writer.lock"); }
    [[nodiscard]] QString segments() const { return folder + QStringLiteral("/segments"); }
    [[nodiscard]] QString segment(std::uint64_t id) const;
    [[nodiscard]] QString objects() const { return folder + QStringLiteral("/objects"); }
    [[nodiscard]] QString pack(std::uint64_t number) const;
};

/// Writes `bytes` to `file` through a temporary beside it: fsync, then rename, readable by the owner only. DiskFull, IoFailed.
[[nodiscard]] Result<void> writeDurably(const QString& file, std::string_view bytes);
/// Appends, readable by the owner only; the offset at which `bytes` begin. Not on disk for good before `syncFile`.
[[nodiscard]] Result<std::uint64_t> append(const QString& file, std::span<const std::byte> bytes);
[[nodiscard]] Result<void> syncFile(const QString& file);
/// Gives the room of some bytes back to the file system, where it knows how; the file stays as long as it is.
void punchHole(const QString& file, std::uint64_t offset, std::uint64_t bytes);
/// Makes renames in `folder` durable.
[[nodiscard]] Result<void> syncFolder(const QString& folder);

} // namespace tracedeck::store
