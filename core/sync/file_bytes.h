#pragma once

#include "base/result.h"

#include <QFile>
#include <QString>

#include <memory>
#include <span>

namespace tracedeck::sync {

/// A file's bytes in memory without copying them; unmapped when dropped. An empty file has no bytes.
class MappedFile {
public:
    [[nodiscard]] static Result<MappedFile> open(const QString& path)
    {
        auto file = std::make_unique<QFile>(path);
        if (!file->open(QIODevice::ReadOnly)) {
            const bool denied = file->error() == QFileDevice::PermissionsError || (file->exists() && !file->isReadable());
            return fail(!file->exists() ? ErrorCode::NotFound
                            : denied    ? ErrorCode::PermissionDenied
                                        : ErrorCode::IoFailed,
                        file->errorString(), path);
        }
        MappedFile mapped;
        if (file->size() > 0) {
            const uchar* memory = file->map(0, file->size());
            if (!memory)
                return fail(ErrorCode::IoFailed, file->errorString(), path);
            mapped.m_bytes = {reinterpret_cast<const std::byte*>(memory), static_cast<std::size_t>(file->size())};
        }
        mapped.m_file = std::move(file);
        return mapped;
    }

    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }

private:
    std::unique_ptr<QFile> m_file;
    std::span<const std::byte> m_bytes;
};

} // namespace tracedeck::sync
