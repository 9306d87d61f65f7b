#include "sync/file_bytes.h"

#include <QFileInfo>

namespace tracedeck::sync {

namespace {

constexpr std::size_t kReadAtMost = 16U << 20;

ErrorCode codeOf(const QFile& file)
{
    if (!file.exists())
        return ErrorCode::NotFound;
    const QFileInfo about(file);
    return file.error() == QFileDevice::PermissionsError || !about.isReadable() ? ErrorCode::PermissionDenied : ErrorCode::IoFailed;
}

} // namespace

Result<std::span<const std::byte>> FileBytes::open(const QString& path)
{
    m_file = std::make_unique<QFile>(path);
    if (!m_file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(codeOf(*m_file), m_file->errorString(), path);
    const auto size = static_cast<std::size_t>(m_file->size());
    return size > kReadAtMost ? map(size) : read(size);
}

Result<std::span<const std::byte>> FileBytes::read(std::size_t size)
{
    if (m_buffer.size() < size)
        m_buffer.resize(size);
    std::size_t got = 0;
    while (got < size) {
        const auto more = m_file->read(reinterpret_cast<char*>(m_buffer.data()) + got, static_cast<qint64>(size - got));
        if (more < 0)
            return fail(ErrorCode::IoFailed, m_file->errorString(), m_file->fileName());
        if (more == 0)
            break; // it became shorter meanwhile
        got += static_cast<std::size_t>(more);
    }
    m_file->close();
    return std::span<const std::byte> {m_buffer.data(), got};
}

Result<std::span<const std::byte>> FileBytes::map(std::size_t size)
{
    const uchar* memory = m_file->map(0, static_cast<qint64>(size));
    if (!memory)
        return fail(ErrorCode::IoFailed, m_file->errorString(), m_file->fileName());
    return std::span {reinterpret_cast<const std::byte*>(memory), size};
}

} // namespace tracedeck::sync
