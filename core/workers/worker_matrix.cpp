#include "workers/worker_matrix.h"

#include <algorithm>

namespace tracedeck::workers {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

const Project* projectAt(const std::vector<Project>& projects, const QString& path)
{
    const auto found = std::ranges::find(projects, path, &Project::path);
    return found == projects.end() ? nullptr : &*found;
}

/// Every section that deploys a Worker of this name, those first that wrangler reads.
std::vector<WranglerLink> linksOf(const std::vector<Project>& projects, const QString& worker)
{
    std::vector<std::pair<bool, WranglerLink>> found;
    for (const Project& project : projects) {
        if (!project.config)
            continue;
        for (const WranglerSection& section : project.config->sections) {
            if (section.worker == worker)
                found.push_back({!project.shadowedBy.isEmpty(), {project.path, section.environment, false}});
        }
    }
    std::ranges::stable_sort(found, {}, [](const auto& each) { return each.first; });
    std::vector<WranglerLink> links;
    links.reserve(found.size());
    for (auto& [isShadowed, link] : found)
        links.push_back(std::move(link));
    return links;
}

void readFile(const std::vector<Project>& projects, WorkerRow& row)
{
    const Project* project = projectAt(projects, row.link->path);
    if (!project) {
        row.fileError = Error {ErrorCode::NotFound, QStringLiteral("the file was not found"), row.link->path};
        return;
    }
    if (!project->config) {
        row.fileError = project->config.error();
        return;
    }
    const WranglerSection* section = project->config->section(row.link->environment);
    if (!section) {
        row.fileError = Error {ErrorCode::NotFound, QStringLiteral("no environment of this name"), row.link->environment};
        return;
    }
    row.section = *section;
    row.fileFlag = project->config->effective(row.link->environment);
    row.isInherited = project->config->isInherited(row.link->environment);
}

void link(const MatrixInput& input, WorkerRow& row)
{
    row.others = row.worker.dispatchNamespace.isEmpty() ? linksOf(input.projects, row.worker.name) : std::vector<WranglerLink>();
    const auto chosen = input.chosen.find(row.worker.name);
    if (chosen != input.chosen.end()) {
        row.link = chosen->second;
        row.link->isChosen = true;
    } else if (!row.others.empty()) {
        row.link = row.others.front();
    }
    if (!row.link)
        return;
    std::erase_if(row.others,
                  [&row](const WranglerLink& each) { return each.path == row.link->path && each.environment == row.link->environment; });
    readFile(input.projects, row);
}

void count(const MatrixInput& input, WorkerRow& row)
{
    if (input.delivered) {
        const auto found = input.delivered->find(row.worker.name);
        row.delivered = found == input.delivered->end() ? DeliveredEvents {} : found->second;
    }
    if (input.invocations) {
        const auto found = input.invocations->find(row.worker.name);
        row.invocations = found == input.invocations->end() ? 0 : found->second;
    }
}

/// It runs, and of the last day nothing came. Without counted invocations nobody knows whether it ran.
bool isQuiet(const WorkerRow& row, std::int64_t nowMs)
{
    const bool isSilent =
        row.delivered && row.delivered->events == 0 && (!row.delivered->lastMs || *row.delivered->lastMs < nowMs - kDayMs);
    return isSilent && row.invocations.value_or(0) > 0;
}

WorkerVerdict verdictOf(const WorkerRow& row, std::int64_t nowMs)
{
    if (!row.worker.logpush)
        return WorkerVerdict::Unknown;
    switch (row.next) {
    case NextDeploy::TurnsOff: return WorkerVerdict::TurnsOff;
    case NextDeploy::TurnsOn: return WorkerVerdict::TurnsOn;
    case NextDeploy::Unknown:
    case NextDeploy::StaysOn:
    case NextDeploy::StaysOff:
    case NextDeploy::MayReset: break;
    }
    if (!*row.worker.logpush)
        return WorkerVerdict::Off;
    if (isQuiet(row, nowMs))
        return WorkerVerdict::OnButQuiet;
    return row.next == NextDeploy::MayReset ? WorkerVerdict::MayReset : WorkerVerdict::On;
}

} // namespace

NextDeploy nextDeployOf(std::optional<bool> deployed, const std::optional<WranglerLink>& link, std::optional<bool> fileFlag)
{
    if (!link || !deployed)
        return NextDeploy::Unknown;
    if (!fileFlag)
        return *deployed ? NextDeploy::MayReset : NextDeploy::StaysOff;
    if (*fileFlag)
        return *deployed ? NextDeploy::StaysOn : NextDeploy::TurnsOn;
    return *deployed ? NextDeploy::TurnsOff : NextDeploy::StaysOff;
}

bool isDrift(const WorkerRow& row)
{
    return row.next == NextDeploy::TurnsOn || row.next == NextDeploy::TurnsOff || row.next == NextDeploy::MayReset;
}

std::vector<WorkerRow> matrixOf(const MatrixInput& input)
{
    std::vector<WorkerRow> rows;
    for (const DeployedWorker& worker : input.workers) {
        WorkerRow row;
        row.worker = worker;
        link(input, row);
        count(input, row);
        row.next = row.fileError || (row.section && row.section->logpush.isWrong) ? NextDeploy::Unknown
                                                                                  : nextDeployOf(worker.logpush, row.link, row.fileFlag);
        row.verdict = verdictOf(row, input.nowMs);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace tracedeck::workers
