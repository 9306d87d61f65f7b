#include "doctor/judge.h"

#include "access/findings.h"

#include <algorithm>

namespace tracedeck::doctor {

using cloudflare::WorkerScript;

namespace {

/// The Worker as the list has it; null where it is not in it, or there is no list.
const WorkerScript* listed(const Examination& facts)
{
    if (!facts.scripts || !facts.scripts->answer)
        return nullptr;
    const auto& scripts = *facts.scripts->answer;
    const auto found = std::ranges::find(scripts, facts.worker, &WorkerScript::name);
    return found == scripts.end() ? nullptr : &*found;
}

bool isMissing(const Examination& facts)
{
    return facts.settings && !facts.settings->answer && facts.settings->answer.error().status == 404 && facts.scripts
        && facts.scripts->answer && listed(facts) == nullptr && facts.dispatchNamespace.isEmpty();
}

struct FlagTold {
    std::optional<bool> logpush;
    access::Evidence evidence;
};

/// By the settings, else by the list.
std::optional<FlagTold> toldFlag(const Examination& facts)
{
    if (facts.settings && facts.settings->answer && facts.settings->answer->logpush)
        return FlagTold {facts.settings->answer->logpush, facts.settings->evidence};
    if (const WorkerScript* script = facts.dispatchNamespace.isEmpty() ? listed(facts) : nullptr; script != nullptr && script->tellsLogpush)
        return FlagTold {script->logpush, facts.scripts->evidence};
    if (facts.settings && facts.settings->answer)
        return FlagTold {std::nullopt, facts.settings->evidence};
    return std::nullopt;
}

Finding judgeSection(const Bench& bench, const FileFact& file, const workers::WranglerSection& section, Figures figures)
{
    const workers::WranglerConfig& config = *file.config;
    const auto* top = config.section({});
    const bool isInherited = config.isInherited(file.link.environment) && top != nullptr;
    const auto& place = isInherited ? top->logpush : section.logpush;
    figures.line = place.line;
    if (place.isWrong)
        return found(Reason::FileBroken, figures);
    const auto flag = config.effective(file.link.environment);
    if (flag)
        return found(*flag ? Reason::Fine : Reason::FileSaysOff, figures);
    if (!config.decoys.empty()) {
        figures.line = config.decoys.front().line;
        figures.other = config.decoys.front().path;
        return found(Reason::FileDecoy, figures);
    }
    return found(bench.facts.worker.isEmpty() ? Reason::NotWanted : Reason::FileSilent, figures);
}

bool hasEventsOfDay(const Bench& bench)
{
    const auto& events = bench.facts.events;
    return events && events->answer && events->answer->ofWorker > 0;
}

} // namespace

Finding judgeFlag(const Bench& bench)
{
    const Examination& facts = bench.facts;
    if (facts.worker.isEmpty())
        return found(Reason::NotWanted);
    const Figures figures {facts.worker, facts.dispatchNamespace};
    if (const auto told = toldFlag(facts)) {
        if (!told->logpush)
            return found(Reason::FlagNotTold, figures, {told->evidence});
        const Reason off = facts.dispatchNamespace.isEmpty() ? Reason::FlagOff : Reason::FlagOffInNamespace;
        return found(*told->logpush ? Reason::Fine : off, figures, {told->evidence});
    }
    if (isMissing(facts))
        return found(Reason::NoSuchWorker, figures, {facts.settings->evidence, facts.scripts->evidence});
    if (!facts.settings)
        return bench.unasked();
    Finding finding = bench.unanswered(facts.settings->evidence, facts.settings->answer.error());
    finding.figures = figures;
    return finding;
}

Finding judgeFile(const Bench& bench)
{
    const auto& file = bench.facts.file;
    if (!file)
        return found(Reason::NoFile);
    Figures figures {file->link.path, file->link.environment};
    if (!file->config) {
        figures.other = file->config.error().detail;
        return found(Reason::FileBroken, figures);
    }
    const auto* section = file->config->section(file->link.environment);
    if (section == nullptr)
        return found(Reason::FileOfOther, figures);
    if (!bench.facts.worker.isEmpty() && !section->worker.isEmpty() && section->worker != bench.facts.worker && !file->link.isChosen) {
        figures.other = section->worker;
        return found(Reason::FileOfOther, figures);
    }
    return judgeSection(bench, *file, *section, figures);
}

// The analytics are sampled: what they do not show may still have been, what they show was.
Finding judgeTraffic(const Bench& bench)
{
    const Examination& facts = bench.facts;
    if (facts.worker.isEmpty())
        return found(Reason::NotWanted);
    if (!facts.invocations)
        return bench.unasked();
    Figures figures {facts.worker};
    if (!facts.invocations->answer) {
        Finding finding = bench.unanswered(facts.invocations->evidence, facts.invocations->answer.error());
        finding.figures = figures;
        return finding;
    }
    const auto* runs = facts.invocations->answer->of(facts.worker);
    figures.number = runs == nullptr ? 0.0 : static_cast<double>(runs->requests);
    if (runs != nullptr)
        figures.atMs = runs->latestMs;
    if (*figures.number > 0)
        return found(Reason::Fine, figures, {facts.invocations->evidence});
    if (hasEventsOfDay(bench)) {
        figures.number.reset();
        figures.atMs = facts.events->answer->lastMs;
        return found(Reason::Fine, figures, {facts.events->evidence});
    }
    return found(facts.invocations->answer->isCut ? Reason::TrafficNotKnown : Reason::NoTraffic, figures, {facts.invocations->evidence});
}

} // namespace tracedeck::doctor
