#include "workspace/changes.h"

#include "workspace/job_history.h"

#include <algorithm>
#include <tuple>

namespace tracedeck::workspace {

using namespace Qt::Literals::StringLiterals;

namespace {

Change ofJob(ChangeKind kind, const JobVersion& version)
{
    Change change;
    change.kind = kind;
    change.when = {version.atMs, version.atMs};
    change.subject = version.job[u"name"].toString();
    change.jobId = version.job[u"id"].toInteger();
    change.isOn = version.job[u"enabled"].toBool();
    change.isOurs = version.isOurs;
    return change;
}

Change edited(const JobVersion& before, const JobVersion& version)
{
    Change change = ofJob(ChangeKind::JobEdited, version);
    change.edits = logpush::changesOf(before.job, version.job);
    if (change.edits.size() == 1 && change.edits.front().path == u"enabled")
        change.kind = ChangeKind::JobSwitched;
    return change;
}

/// `beganMs`: before this nobody looked.
void addChanges(std::vector<Change>& changes, const std::vector<JobVersion>& versions, std::int64_t beganMs)
{
    const bool isWhole = versions.size() < JobHistory::kMostVersions;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const JobVersion& version = versions[i];
        if (version.isGone)
            changes.push_back(ofJob(ChangeKind::JobDeleted, version));
        else if (i > 0 && !versions[i - 1].isGone)
            changes.push_back(edited(versions[i - 1], version));
        else if (i > 0 || (isWhole && (version.isOurs || version.atMs > beganMs)))
            changes.push_back(ofJob(ChangeKind::JobMade, version));
    }
}

auto orderOf(const Change& change)
{
    return std::tie(change.when.from, change.kind, change.subject, change.dispatchNamespace, change.version, change.jobId);
}

} // namespace

std::vector<Change> jobChanges(const JobHistory& history)
{
    std::int64_t beganMs = TimeRange {}.to;
    for (const auto& [id, versions] : history.all())
        beganMs = std::min(beganMs, versions.front().atMs);
    std::vector<Change> changes;
    for (const auto& [id, versions] : history.all())
        addChanges(changes, versions, beganMs);
    return changes;
}

Change newVersion(const QString& worker, const QString& version, std::int64_t firstMs)
{
    Change change;
    change.kind = ChangeKind::NewVersion;
    change.when = {firstMs, firstMs};
    change.subject = worker;
    change.version = version;
    return change;
}

Change gap(TimeRange range)
{
    Change change;
    change.kind = ChangeKind::Gap;
    change.when = range;
    return change;
}

std::vector<Change> changesIn(TimeRange range, const std::vector<std::vector<Change>>& lists, std::size_t most)
{
    std::vector<Change> found;
    for (const std::vector<Change>& list : lists)
        std::ranges::copy_if(list, std::back_inserter(found), [range](const Change& change) { return change.touches(range); });
    std::ranges::stable_sort(found, [](const Change& a, const Change& b) { return orderOf(a) < orderOf(b); });
    if (found.size() > most)
        found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(most));
    return found;
}

} // namespace tracedeck::workspace
