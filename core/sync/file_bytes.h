#pragma once

#include "base/result.h"

#include <QFile>
#include <QString>

#include <memory>
#include <span>
#include <vector>

namespace tracedeck::sync {

/// The bytes of one file after another, in memory that is used again: most delivered objects are small, and mapping each of them costs more
/// than reading it. What is large is mapped, so that memory stays bounded. One thread.
class FileBytes {
public:
    /// The file's bytes, good until the next call; an empty file has none. NotFound, PermissionDenied, IoFailed.
    [[nodiscard]] Result<std::span<const std::byte>> open(const QString& path);

private:
    [[nodiscard]] Result<std::span<const std::byte>> read(std::size_t size);
    [[nodiscard]] Result<std::span<const std::byte>> map(std::size_t size);

    std::unique_ptr<QFile> m_file; ///< open while it is mapped
    std::vector<std::byte> m_buffer;
};

} // namespace tracedeck::sync
