#include "delivery/object_writer.h"

#include "delivery/gzip.h"
#include "delivery/phrase.h"
#include "objects/object_name.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <zlib.h>

namespace tracedeck::delivery {

namespace {

/// Eight hex digits that differ between batches of one window.
std::string batchHash(const Batch& batch)
{
    const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(batch.ndjson.data()), batch.ndjson.size());
    std::string text;
    appendHex(text, sum, 8);
    return text;
}

} // namespace

bool Batcher::isFull(std::size_t lineBytes, std::int64_t nowMs) const
{
    return (m_limits.records > 0 && m_batch.records >= m_limits.records)
        || (m_limits.bytes > 0 && m_batch.ndjson.size() + m_delimiter.size() + lineBytes > m_limits.bytes) || isDue(nowMs);
}

bool Batcher::isDue(std::int64_t nowMs) const
{
    return m_batch.records > 0 && m_limits.intervalMs > 0 && nowMs >= dueMs();
}

std::optional<Batch> Batcher::add(std::string_view line, std::int64_t nowMs)
{
    std::optional<Batch> full;
    if (m_batch.records > 0 && isFull(line.size(), nowMs))
        full = close(nowMs);
    if (m_batch.records == 0)
        m_batch.window.from = nowMs;
    else
        m_batch.ndjson += m_delimiter;
    m_batch.ndjson += line;
    ++m_batch.records;
    return full;
}

std::optional<Batch> Batcher::close(std::int64_t nowMs)
{
    if (m_batch.records == 0)
        return std::nullopt;
    m_batch.window.to = nowMs;
    return std::exchange(m_batch, {});
}

Result<ObjectWriter::Written> ObjectWriter::write(const Batch& batch) const
{
    const std::string key = objects::objectKey(objects::objectNameFor(batch.window, batchHash(batch)));
    const QString path = m_folder % u'/' % QString::fromStdString(key);
    const QString folder = QFileInfo(path).path();
    if (!QDir().mkpath(folder))
        return fail(ErrorCode::IoFailed, QStringLiteral("the folder cannot be made"), folder);
    const std::string bytes = gzip(batch.ndjson);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), static_cast<qint64>(bytes.size())) < 0 || !file.commit())
        return fail(ErrorCode::IoFailed, file.errorString(), path);
    return Written {path, bytes.size()};
}

} // namespace tracedeck::delivery
