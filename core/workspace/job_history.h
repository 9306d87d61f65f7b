#pragma once

#include "base/result.h"
#include "logpush/job.h"
#include "workspace/line_file.h"

#include <QString>

#include <cstdint>
#include <map>
#include <vector>

namespace tracedeck::workspace {

/// A job as it was from some time on.
struct JobVersion {
    std::int64_t atMs = 0; ///< when it was seen first
    bool isOurs = false;   ///< this program made it so
    bool isGone = false;   ///< deleted; `job` is what it was
    QJsonObject job;       ///< redacted
};

/// Every version of every job that was seen, in one file of JSON lines that only grows; secrets never get into it. Lines that cannot be
/// read are passed over and stay in the file. One thread.
class JobHistory {
public:
    static constexpr std::size_t kMostVersions = 200; ///< of one job in memory; the oldest are left out

    /// A file that is not there is an empty history.
    explicit JobHistory(QString path);

    /// Of one job, oldest first.
    [[nodiscard]] const std::vector<JobVersion>& versions(std::int64_t id) const;
    /// Of every job that was ever seen.
    [[nodiscard]] const std::map<std::int64_t, std::vector<JobVersion>>& all() const { return m_versions; }
    /// Jobs as they are now, redacted: what is new or differs is noted, and what is no longer there.
    [[nodiscard]] Result<void> see(const std::vector<QJsonObject>& jobs, std::int64_t nowMs);
    /// One job that this program changed or made.
    [[nodiscard]] Result<void> note(const QJsonObject& job, std::int64_t nowMs);
    [[nodiscard]] Result<void> noteGone(std::int64_t id, std::int64_t nowMs);
    [[nodiscard]] std::size_t unreadLines() const { return m_unread; }

private:
    [[nodiscard]] Result<void> append(std::vector<JobVersion> versions);
    void keep(JobVersion version);
    [[nodiscard]] bool isNews(const QJsonObject& job) const;

    LineFile m_file;
    std::map<std::int64_t, std::vector<JobVersion>> m_versions;
    std::size_t m_unread = 0;
};

} // namespace tracedeck::workspace
