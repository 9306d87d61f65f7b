#include "workspace/job_history.h"

#include "logpush/destination.h"

#include <set>

namespace tracedeck::workspace {

using namespace Qt::Literals::StringLiterals;

namespace {

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

QJsonObject lineOf(const JobVersion& version)
{
    QJsonObject line {{u"at"_s, qint64 {version.atMs}}, {u"job"_s, version.job}};
    if (version.isOurs)
        line[u"ours"_s] = true;
    if (version.isGone)
        line[u"gone"_s] = true;
    return line;
}

std::optional<JobVersion> versionOf(const QJsonObject& line)
{
    const std::int64_t at = line[u"at"].toInteger();
    if (at <= 0 || !line[u"job"].isObject() || idOf(line[u"job"].toObject()) <= 0)
        return std::nullopt;
    return JobVersion {at, line[u"ours"].toBool(), line[u"gone"].toBool(), line[u"job"].toObject()};
}

} // namespace

JobHistory::JobHistory(QString path) : m_file(std::move(path))
{
    m_unread = m_file.read([this](const QJsonObject& line) {
        auto version = versionOf(line);
        if (!version)
            return false;
        keep(*std::move(version));
        return true;
    });
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
    std::vector<QJsonObject> lines;
    lines.reserve(news.size());
    for (const JobVersion& version : news)
        lines.push_back(lineOf(version));
    if (auto written = m_file.append(lines); !written)
        return written;
    for (JobVersion& version : news)
        keep(std::move(version));
    return {};
}

} // namespace tracedeck::workspace
