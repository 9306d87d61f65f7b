#pragma once

#include "store/file_system.h"

namespace tracedeck::store {

/// Where things lie in a store's folder, and the file system that they lie on.
struct StoreFiles {
    QString folder;
    FileSystem* disk = &systemFiles();

    [[nodiscard]] QString manifest() const { return folder + QStringLiteral("/manifest.sqlite"); }
    [[nodiscard]] QString lock() const { return folder + QStringLiteral("/writer.lock"); }
    [[nodiscard]] QString segments() const { return folder + QStringLiteral("/segments"); }
    [[nodiscard]] QString segment(std::uint64_t id) const;
    [[nodiscard]] QString objects() const { return folder + QStringLiteral("/objects"); }
    [[nodiscard]] QString pack(std::uint64_t number) const;
};

/// Writes `parts` one after the other to `file` through a temporary beside it, synced before it gets the name. The name itself is on
/// the disk for good once the folder was synced.
[[nodiscard]] Result<void> writeDurably(FileSystem& disk, const QString& file, std::span<const std::string_view> parts);
/// Gives `from` the name `to`, and makes that durable.
[[nodiscard]] Result<void> renameDurably(FileSystem& disk, const QString& from, const QString& to);
/// Makes a folder and those above it that are not there, durably.
[[nodiscard]] Result<void> makeFolders(FileSystem& disk, const QString& folder);

} // namespace tracedeck::store
