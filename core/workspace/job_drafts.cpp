#include "workspace/job_drafts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace tracedeck::workspace {

using namespace Qt::Literals::StringLiterals;

using Drafts = std::map<std::int64_t, QJsonObject>;

Result<Drafts> JobDrafts::read() const
{
    QFile file(m_path);
    if (!file.exists())
        return Drafts {};
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::IoFailed, file.errorString(), m_path);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject())
        return fail(ErrorCode::BadJson, error.errorString(), m_path);
    Drafts drafts;
    const QJsonObject all = document.object();
    for (auto at = all.begin(); at != all.end(); ++at) {
        bool isNumber = false;
        const qint64 id = at.key().toLongLong(&isNumber);
        if (isNumber && at.value().isObject())
            drafts.emplace(id, at.value().toObject());
    }
    return drafts;
}

/// A file that cannot be read is not written over.
Result<Drafts> JobDrafts::readOrSetAside() const
{
    auto drafts = read();
    if (drafts || drafts.error().code != ErrorCode::BadJson)
        return drafts;
    const QString aside = m_path + u".unreadable"_s;
    QFile::remove(aside);
    if (!QFile::rename(m_path, aside))
        return fail(ErrorCode::IoFailed, {}, m_path);
    return Drafts {};
}

Result<void> JobDrafts::keep(std::int64_t id, const QJsonObject& draft)
{
    auto drafts = readOrSetAside();
    if (!drafts)
        return fail(drafts.error());
    (*drafts)[id] = draft;
    return write(*drafts);
}

Result<void> JobDrafts::drop(std::int64_t id)
{
    auto drafts = readOrSetAside();
    if (!drafts)
        return fail(drafts.error());
    return drafts->erase(id) == 0 ? Result<void> {} : write(*drafts);
}

Result<void> JobDrafts::write(const Drafts& drafts) const
{
    if (!QDir().mkpath(QFileInfo(m_path).path()))
        return fail(ErrorCode::IoFailed, {}, m_path);
    QJsonObject all;
    for (const auto& [id, draft] : drafts)
        all[QString::number(id)] = draft;
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::IoFailed, file.errorString(), m_path);
    file.write(QJsonDocument(all).toJson(QJsonDocument::Compact));
    if (!file.commit())
        return fail(ErrorCode::IoFailed, file.errorString(), m_path);
    return {};
}

} // namespace tracedeck::workspace
