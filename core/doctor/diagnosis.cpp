#include "doctor/diagnosis.h"

#include "doctor/job_choice.h"
#include "doctor/judge.h"

#include <algorithm>

namespace tracedeck::doctor {

namespace {

constexpr std::array kOverallNames {"running", "healthy", "cause", "to_fix", "open"};
static_assert(kOverallNames.size() == static_cast<std::size_t>(Overall::Open) + 1);

/// The last question whose answer a probe looks at, named by the probe that it is asked for.
Probe settledBy(const Finding& finding)
{
    switch (finding.probe) {
    case Probe::Filter: return Probe::FirstEvent;
    case Probe::Push: return Probe::Destination;
    case Probe::Role:
    case Probe::Plan:
    case Probe::Traffic: return finding.verdict == Verdict::Passed ? finding.probe : Probe::FirstEvent; // an event proves the contrary
    default: return finding.probe;
    }
}

Stage stageOf(const Finding& finding, const std::optional<Probe>& running)
{
    if (!running || settledBy(finding) < *running)
        return Stage::Done;
    return finding.probe <= *running ? Stage::Running : Stage::Waiting;
}

Overall overallOf(const Diagnosis& diagnosis)
{
    if (!diagnosis.isFinished)
        return Overall::Running;
    if (diagnosis.cause() != nullptr)
        return Overall::Caused;
    if (diagnosis.count(Verdict::AlsoFix) > 0)
        return Overall::ToFix;
    return diagnosis.count(Verdict::Unknown) == 0 && diagnosis.findings.back().verdict == Verdict::Passed ? Overall::Healthy
                                                                                                          : Overall::Open;
}

} // namespace

const Finding* Diagnosis::cause() const
{
    const auto found = std::ranges::find(findings, Verdict::Cause, &Finding::verdict);
    return found == findings.end() ? nullptr : &*found;
}

int Diagnosis::count(Verdict verdict) const
{
    return static_cast<int>(std::ranges::count(findings, verdict, &Finding::verdict));
}

const char* nameOf(Overall overall)
{
    return kOverallNames[static_cast<std::size_t>(overall)];
}

Diagnosis diagnosisOf(const Examination& facts, const std::optional<Probe>& running)
{
    Diagnosis diagnosis;
    diagnosis.findings = judge(facts);
    for (Finding& finding : diagnosis.findings)
        finding.stage = stageOf(finding, running);
    diagnosis.worker = facts.worker;
    diagnosis.dispatchNamespace = facts.dispatchNamespace;
    if (const auto* job = chosenJob(facts)) {
        diagnosis.jobName = job->name;
        diagnosis.jobId = job->id;
    }
    if (facts.jobs && facts.jobs->answer) {
        for (const auto& job : *facts.jobs->answer)
            diagnosis.jobs.emplace_back(job.id, job.name);
    }
    if (facts.scripts && facts.scripts->answer) {
        for (const auto& script : *facts.scripts->answer)
            diagnosis.workers << script.name;
    }
    diagnosis.startedMs = facts.nowMs;
    diagnosis.isFinished = !running;
    diagnosis.overall = overallOf(diagnosis);
    return diagnosis;
}

} // namespace tracedeck::doctor
