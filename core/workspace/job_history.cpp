#include "workspace/job_history.h"

#include "logpush/destination.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <unistd.h>

#include <set>

namespace tracedeck::workspace {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLongestLine = qint64 {1} << 20;

std::int64_t idOf(const QJsonObject& job)
{
    return job[u"id"].toInteger();
}

/// Once more, whoever calls: no secret gets into the file.
QJsonObject withoutSecrets(QJsonObject job)
{
    job.remove(u"ownership_challenge"_s);
    if (job.value(u"destination_conf").isString())
        job[u"destination_conf"_s] = logpush::redactedDestination(job.value(u"destination_conf").toString());
    return job;
}

QByteArray lineOf(const JobVersion& version)
{
    QJsonObject line {{u"at"_s, qint64 {version.atMs}}, {u"job"_s, version.job}};
    if (version.isOurs)
        line[u"ours"_s] = true;
    if (version.isGone)
        line[u"gone"_s] = true;
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<JobVersion> versionOf(const QByteArray& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const std::int64_t at = object[u"at"].toInteger();
    if (at <= 0 || !object[u"job"].isObject() || idOf(object[u"job"].toObject()) <= 0)
        return std::nullopt;
    return JobVersion {at, object[u"ours"].toBool(), object[u"gone"].toBool(), object[u"job"].toObject()};
}

} // namespace

JobHistory::JobHistory(QString path) : m_path(std::move(path))
{
    read();
}

void JobHistory::read()
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine(kLongestLine);
        m_endsInside = !line.endsWith('\n');
        if (auto version = versionOf(line))
            keep(*std::move(version));
        else if (!line.trimmed().isEmpty())
            ++m_unread;
    }
}

void JobHistory::keep(JobVersion version)
{
    std::vector<JobVersion>& versions = m_versions[idOf(version.job)];
    versions.push_back(std::move(version));
    if (versions.size() > kMostVersions)
        versions.erase(versions.begin());
}

const std::vector<JobVersion>& JobHistory::versions(std::int64_t id) const
{
    static const std::vector<JobVersion> none;
    const auto at = m_versions.find(id);
    return at == m_versions.end() ? none : at->second;
}

bool JobHistory::isNews(const QJsonObject& job) const
{
    const std::vector<JobVersion>& known = versions(idOf(job));
    return known.empty() || known.back().isGone || !logpush::changesOf(known.back().job, job).empty();
}

Result<void> JobHistory::see(const std::vector<QJsonObject>& jobs, std::int64_t nowMs)
{
    std::vector<JobVersion> news;
    std::set<std::int64_t> there;
    for (const QJsonObject& job : jobs) {
        const QJsonObject safe = withoutSecrets(job);
        there.insert(idOf(safe));
        if (idOf(safe) > 0 && isNews(safe))
            news.push_back({nowMs, false, false, safe});
    }
    for (const auto& [id, versions] : m_versions) {
        if (!there.contains(id) && !versions.back().isGone)
            news.push_back({nowMs, false, true, versions.back().job});
    }
    return append(std::move(news));
}

Result<void> JobHistory::note(const QJsonObject& job, std::int64_t nowMs)
{
    const QJsonObject safe = withoutSecrets(job);
    if (idOf(safe) <= 0 || !isNews(safe))
        return {};
    return append({{nowMs, true, false, safe}});
}

Result<void> JobHistory::noteGone(std::int64_t id, std::int64_t nowMs)
{
    const std::vector<JobVersion>& known = versions(id);
    if (known.empty() || known.back().isGone)
        return {};
    return append({{nowMs, true, true, known.back().job}});
}

Result<void> JobHistory::append(std::vector<JobVersion> news)
{
    if (news.empty())
        return {};
    QFile file(m_path);
    const bool isOpen = QDir().mkpath(QFileInfo(m_path).path()) && file.open(QIODevice::WriteOnly | QIODevice::Append)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!isOpen)
        return fail(ErrorCode::IoFailed, file.errorString(), m_path);
    QByteArray lines = m_endsInside ? QByteArray("\n") : QByteArray();
    for (const JobVersion& version : news)
        lines += lineOf(version);
    if (file.write(lines) != lines.size() || !file.flush() || ::fsync(file.handle()) != 0)
        return fail(ErrorCode::IoFailed, file.errorString(), m_path);
    m_endsInside = false;
    for (JobVersion& version : news)
        keep(std::move(version));
    return {};
}

} // namespace tracedeck::workspace
