#pragma once

#include "base/time_range.h"
#include "logpush/job.h"

#include <QString>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tracedeck::workspace {

class JobHistory;

/// In the order in which changes of one moment are told.
enum class ChangeKind : std::uint8_t { JobMade, JobEdited, JobSwitched, JobDeleted, FlagSwitched, NewVersion, Gap };
inline constexpr int kChangeKinds = 7;

/// Something that may explain why logs look otherwise from some time on. A plain value; its texts are hostile.
struct Change {
    ChangeKind kind = ChangeKind::JobEdited;
    TimeRange when {0, 0}; ///< of a gap its length; else a moment, without one
    QString subject;       ///< the job's name, the Worker; "" of a gap
    std::int64_t jobId = 0;
    QString dispatchNamespace;             ///< of a Worker; "" = an ordinary one
    QString version;                       ///< that is new
    bool isOn = false;                     ///< what was switched is on since
    bool isOurs = false;                   ///< made here, at this time; else it was seen then, and jobs and flags changed before
    std::vector<logpush::JobChange> edits; ///< of a job; no secrets
    bool operator==(const Change&) const = default;

    [[nodiscard]] bool isOfJob() const { return kind <= ChangeKind::JobDeleted; }
    /// Whether it was there at any time of `range`.
    [[nodiscard]] bool touches(TimeRange range) const
    {
        return when.from < range.to && when.from + std::max<std::int64_t>(1, when.lengthMs()) > range.from;
    }
};

/// What the history tells; a job that was there when the history began is none, and neither is one whose beginning is forgotten.
[[nodiscard]] std::vector<Change> jobChanges(const JobHistory& history);

[[nodiscard]] Change newVersion(const QString& worker, const QString& version, std::int64_t firstMs);
[[nodiscard]] Change gap(TimeRange range);

/// Those of all lists that touch `range`, in order of time; of more than `most` the newest.
[[nodiscard]] std::vector<Change> changesIn(TimeRange range, const std::vector<std::vector<Change>>& lists, std::size_t most);

} // namespace tracedeck::workspace
