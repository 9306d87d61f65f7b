#include "workspace/line_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <unistd.h>

namespace tracedeck::workspace {

namespace {

constexpr qint64 kLongestLine = qint64 {1} << 20;

} // namespace

std::size_t LineFile::read(const std::function<bool(const QJsonObject&)>& take)
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    std::size_t unread = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine(kLongestLine);
        m_endsInside = !line.endsWith('\n');
        if (!line.trimmed().isEmpty() && !take(QJsonDocument::fromJson(line).object()))
            ++unread;
    }
    return unread;
}

Result<void> LineFile::append(const std::vector<QJsonObject>& lines)
{
    if (lines.empty())
        return {};
    QFile file(m_path);
    const bool isOpen = QDir().mkpath(QFileInfo(m_path).path()) && file.open(QIODevice::WriteOnly | QIODevice::Append)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!isOpen)
        return fail(ErrorCode::IoFailed, file.errorString(), m_path);
    QByteArray bytes = m_endsInside ? QByteArray("\n") : QByteArray();
    for (const QJsonObject& line : lines)
        bytes += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    if (file.write(bytes) != bytes.size() || !file.flush() || ::fsync(file.handle()) != 0)
        return fail(ErrorCode::IoFailed, file.errorString(), m_path);
    m_endsInside = false;
    return {};
}

} // namespace tracedeck::workspace
