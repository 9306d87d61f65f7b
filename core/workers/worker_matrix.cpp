#include "workers/worker_matrix.h"

#include <algorithm>

namespace tracedeck::workers {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

/// The projects, to be found by what their sections deploy and by where they lie.
class Projects {
public:
    explicit Projects(const std::vector<Project>& projects)
    {
        for (const bool isShadowed : {false, true}) { // those first that wrangler reads
            for (const Project& project : projects) {
                if (project.shadowedBy.isEmpty() != isShadowed)
                    add(project);
            }
        }
    }

    /// Every section that deploys a Worker of this name.
    [[nodiscard]] std::vector<WranglerLink> linksOf(const QString& worker) const
    {
        const auto found = m_links.find(worker);
        return found == m_links.end() ? std::vector<WranglerLink>() : found->second;
    }

    [[nodiscard]] const Project* at(const QString& path) const
    {
        const auto found = m_paths.find(path);
        return found == m_paths.end() ? nullptr : found->second;
    }

private:
    void add(const Project& project)
    {
        m_paths.emplace(project.path, &project);
        if (!project.config)
            return;
        for (const WranglerSection& section : project.config->sections) {
            if (!section.worker.isEmpty())
                m_links[section.worker].push_back({project.path, section.environment, false});
        }
    }

    std::map<QString, std::vector<WranglerLink>> m_links;
    std::map<QString, const Project*> m_paths;
};

void readFile(const Projects& projects, WorkerRow& row)
{
    const Project* project = projects.at(row.link->path);
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

void link(const MatrixInput& input, const Projects& projects, WorkerRow& row)
{
    row.others = row.worker.dispatchNamespace.isEmpty() ? projects.linksOf(row.worker.name) : std::vector<WranglerLink>();
    const auto chosen = input.chosen.find(keyOf(row.worker.name, row.worker.dispatchNamespace));
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
    readFile(projects, row);
}

/// Events and analytics tell a name alone.
void count(const MatrixInput& input, WorkerRow& row)
{
    if (row.isNamesake)
        return;
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

QString keyOf(const QString& worker, const QString& dispatchNamespace)
{
    return dispatchNamespace.isEmpty() ? worker : QString(dispatchNamespace + QLatin1Char('/') + worker);
}

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
    const Projects projects(input.projects);
    std::map<QString, int> named;
    for (const DeployedWorker& worker : input.workers)
        ++named[worker.name];
    std::vector<WorkerRow> rows;
    for (const DeployedWorker& worker : input.workers) {
        WorkerRow row;
        row.worker = worker;
        row.isNamesake = named[worker.name] > 1;
        link(input, projects, row);
        count(input, row);
        row.next = row.fileError || (row.section && row.section->logpush.isWrong) ? NextDeploy::Unknown
                                                                                  : nextDeployOf(worker.logpush, row.link, row.fileFlag);
        row.verdict = verdictOf(row, input.nowMs);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace tracedeck::workers
