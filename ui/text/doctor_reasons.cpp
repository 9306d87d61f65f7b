#include "text/doctor_text.h"

#include "base/visible_text.h"
#include "net/masked.h"
#include "text/access_text.h"
#include "text/format.h"

#include <QCoreApplication>
#include <QLocale>

namespace tracedeck::ui {

using doctor::Finding;
using doctor::Probe;
using doctor::Reason;

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("DoctorText", text, nullptr, n);
}

QString shownName(const QString& name)
{
    return shortened(visibleText(net::maskedText(name)));
}

QString counted(const std::optional<double>& number)
{
    return number ? countText(static_cast<std::uint64_t>(std::max(0.0, *number))) : kMissing.toString();
}

QString few(double number)
{
    return QLocale().toString(number, 'f', number < 1 ? 2 : 1);
}

QString ago(const std::optional<std::int64_t>& ms, std::int64_t nowMs)
{
    return ms ? agoText(std::max<std::int64_t>(0, nowMs - *ms)) : QString();
}

/// "/projects/api/wrangler.toml, line 9": the file's own name is enough.
QString placeInFile(const Finding& finding)
{
    const QString file = shownName(finding.figures.name.section(u'/', -1));
    return finding.figures.line > 0 ? tr("%1 line %2").arg(file).arg(finding.figures.line) : file;
}

QString sampledText(const Finding& finding)
{
    const double rate = finding.figures.rate.value_or(1);
    const QString name = shownName(finding.figures.name);
    if (rate >= 1)
        return finding.figures.other.isEmpty() ? tr("%1 keeps everything.").arg(name) : tr("The filter of %1 may keep them.").arg(name);
    if (!finding.figures.number)
        return tr("%1 samples %2.").arg(name, percentText(rate));
    return tr("%1 samples %2: of %3 invocations about %4 are to be expected.")
        .arg(name, percentText(rate), counted(finding.figures.of), few(*finding.figures.number));
}

QString eventsText(const Finding& finding, std::int64_t nowMs)
{
    const QString last = ago(finding.figures.atMs, nowMs);
    if (!finding.figures.other.isEmpty())
        return tr("Found in the newest files, the last one from %1.").arg(last.isEmpty() ? kMissing.toString() : last);
    return tr("%1 events in the last 24 h, the last one %2.").arg(counted(finding.figures.number), last);
}

QString trafficText(const Finding& finding, std::int64_t nowMs)
{
    if (!finding.figures.number)
        return tr("Its delivered events show it; the analytics do not.");
    const QString count = counted(finding.figures.number);
    if (!finding.figures.atMs)
        return tr("About %1 invocations in the last 24 h, by the sampled analytics.").arg(count);
    return tr("About %1 invocations in the last 24 h, the latest %2, by the sampled analytics.")
        .arg(count, ago(finding.figures.atMs, nowMs));
}

QString pushText(const Finding& finding, std::int64_t nowMs)
{
    return finding.figures.atMs ? tr("Last push %1, no error since.").arg(ago(finding.figures.atMs, nowMs)) : tr("No error.");
}

/// What is good, by what was looked at.
QString fineText(const Finding& finding, std::int64_t nowMs)
{
    const QString name = shownName(finding.figures.name);
    switch (finding.probe) {
    case Probe::Token: return name.isEmpty() ? tr("Active.") : tr("Active, for %1.").arg(name);
    case Probe::Role:
        return tr("%n job(s) can be read; who may read them may change them.", static_cast<int>(finding.figures.number.value_or(0)));
    case Probe::Plan: return name.isEmpty() ? tr("Workers of it have Logpush on, which takes the plan.") : name;
    case Probe::Job: {
        const int others = static_cast<int>(finding.figures.number.value_or(0));
        return others == 0 ? name : tr("%1 and %n more", others).arg(name);
    }
    case Probe::Enabled: return tr("%1 is on.").arg(name);
    case Probe::Push: return pushText(finding, nowMs);
    case Probe::Destination:
        return finding.evidence.empty() || finding.evidence.back().asked.startsWith(u"GET")
            ? tr("%1 takes what is pushed.").arg(name)
            : tr("%1 answers to the job's own keys.").arg(name);
    case Probe::Filter: return sampledText(finding);
    case Probe::Flag: return tr("logpush: true");
    case Probe::WranglerFile: return tr("%1 says logpush = true.").arg(placeInFile(finding));
    case Probe::Traffic: return trafficText(finding, nowMs);
    case Probe::NewestObject: return tr("The newest file in %1 is from %2.").arg(name, ago(finding.figures.atMs, nowMs));
    case Probe::FirstEvent: return eventsText(finding, nowMs);
    }
    return {};
}

QString waitingText(const Finding& finding)
{
    switch (finding.reason) {
    case Reason::WaitsForFix: return tr("Waits for the fix above.");
    case Reason::NotWanted: return tr("No Worker was named.");
    case Reason::NoFile: return tr("No wrangler file is linked.");
    case Reason::NoSource: return tr("No bucket is read.");
    default: return {};
    }
}

QString neededFor(Probe probe)
{
    switch (probe) {
    case Probe::Job:
    case Probe::Role: return tr("Jobs cannot be read: that takes Logs: Edit.");
    case Probe::Flag: return tr("Workers cannot be read: that takes Workers Scripts: Read.");
    case Probe::Traffic: return tr("Invocations cannot be counted: that takes Account Analytics: Read.");
    case Probe::NewestObject:
    case Probe::FirstEvent: return tr("The keys may not list this bucket.");
    default: return tr("The token may not read this.");
    }
}

QString noAnswerText(const Finding& finding)
{
    switch (finding.reason) {
    case Reason::NoConnection: return tr("No connection.");
    case Reason::NotTheApi: return tr("This address does not answer as Cloudflare's API does.");
    case Reason::ServerTrouble: return tr("Cloudflare could not answer.");
    case Reason::RateLimited: return tr("Too many requests for now.");
    case Reason::Refused: return tr("Refused, for a reason that is not known here.");
    case Reason::NeedsPermission: return neededFor(finding.probe);
    default: return {};
    }
}

QString jobText(const Finding& finding, std::int64_t nowMs)
{
    const QString name = shownName(finding.figures.name), other = shownName(finding.figures.other);
    const QString last = ago(finding.figures.atMs, nowMs);
    switch (finding.reason) {
    case Reason::NoJob: return tr("There is no job for workers_trace_events in this account.");
    case Reason::JobGone: return tr("There is no job %1 any more.").arg(name);
    case Reason::JobOff:
        return last.isEmpty() ? tr("%1 is switched off.").arg(name) : tr("%1 is switched off; its last push was %2.").arg(name, last);
    case Reason::AutoDisabled:
        return tr("%1 is off after failures, probably switched off by Cloudflare: %2")
            .arg(name, other.isEmpty() ? kMissing.toString() : other);
    case Reason::DestinationKeys: return tr("The destination does not take the keys of %1.").arg(name);
    case Reason::DestinationGone: return tr("There is no bucket for %1.").arg(name);
    case Reason::PushFails: return tr("Every push of %1 fails: %2").arg(name, other.isEmpty() ? tr("the API does not say why") : other);
    case Reason::PushFailedBefore: return tr("The last push failed %1, and nothing was pushed since.").arg(last);
    case Reason::NeverPushed: return tr("%1 has not pushed yet. The first files come within minutes.").arg(name);
    case Reason::NotReadable: return tr("Whether %1 answers cannot be seen from here.").arg(name);
    default: return {};
    }
}

QString filterReasonText(const Finding& finding)
{
    const QString name = shownName(finding.figures.name);
    switch (finding.reason) {
    case Reason::FilterDropsWorker: return tr("The filter of %1 drops every event of this Worker.").arg(name);
    case Reason::FilterContradicts: return tr("No event whatever passes the filter of %1: its conditions exclude each other.").arg(name);
    case Reason::FilterDropsKnown:
        return tr("None of the %1 events of it that are here would pass the filter of %2.").arg(counted(finding.figures.of), name);
    case Reason::FilterUnreadable: return tr("The filter of %1 is none that is known here.").arg(name);
    case Reason::SampleNothing: return tr("%1 samples 0 %: nothing is pushed.").arg(name);
    case Reason::SampleBelowOne:
    case Reason::SampleThin: return sampledText(finding);
    case Reason::SampleNotKnown:
        return tr("%1 samples %2, and how often the Worker runs is not known.").arg(name, percentText(finding.figures.rate.value_or(1)));
    default: return {};
    }
}

QString workerText(const Finding& finding)
{
    const QString name = shownName(finding.figures.name), other = shownName(finding.figures.other);
    switch (finding.reason) {
    case Reason::FlagOff: return tr("Logpush is switched off for %1.").arg(name);
    case Reason::FlagOffInNamespace: return tr("Logpush is off for %1 itself; the dispatch Worker of %2 may have it.").arg(name, other);
    case Reason::FlagNotTold: return tr("The API does not say whether Logpush is on for %1.").arg(name);
    case Reason::NoSuchWorker: return tr("There is no Worker %1 in this account.").arg(name);
    case Reason::FileSaysOff: return tr("%1 says logpush = false: the next deploy switches it off.").arg(placeInFile(finding));
    case Reason::FileSilent: return tr("%1 does not say logpush: the next deploy may reset it.").arg(placeInFile(finding));
    case Reason::FileDecoy:
        return tr("%1 has %2, which switches nothing: logpush belongs at the top level.").arg(placeInFile(finding), other);
    case Reason::FileBroken:
        return tr("%1 cannot be read: %2").arg(placeInFile(finding), other.isEmpty() ? tr("logpush is neither true nor false") : other);
    case Reason::FileOfOther: return tr("%1 does not deploy this Worker.").arg(placeInFile(finding));
    case Reason::NoTraffic: return tr("%1 was not called in the last 24 h, by the sampled analytics.").arg(name);
    case Reason::TrafficNotKnown: return tr("The analytics cut their answer off; it may have run.");
    default: return {};
    }
}

QString logsText(const Finding& finding, std::int64_t nowMs)
{
    const QString name = shownName(finding.figures.name), other = shownName(finding.figures.other);
    switch (finding.reason) {
    case Reason::SourceElsewhere:
        return tr("The job delivers to %1, and Tracedeck reads %2.").arg(other.isEmpty() ? kMissing.toString() : other, name);
    case Reason::SourceKeys: return tr("The bucket does not take the keys that Tracedeck reads %1 with.").arg(name);
    case Reason::SourceGone: return tr("There is no bucket for %1.").arg(name);
    case Reason::NoObject: return tr("There is no file in %1 yet.").arg(name);
    case Reason::OldObject: return tr("The newest file in %1 is from %2.").arg(name, ago(finding.figures.atMs, nowMs));
    case Reason::NothingYet:
        return finding.figures.other.isEmpty()
            ? tr("None among %1 events of the last 24 h.").arg(counted(finding.figures.of))
            : tr("None in the %1 newest files, among %2 events.").arg(other, counted(finding.figures.of));
    default: return {};
    }
}

QString accountText(const Finding& finding)
{
    switch (finding.reason) {
    case Reason::NoPlan: return tr("The account pays for nothing that could be Workers Paid, and no Worker has Logpush on.");
    case Reason::PlanNotKnown: return finding.access ? verdictText(finding.accessStep, *finding.access) : QString();
    default: return {};
    }
}

} // namespace

QString findingText(const Finding& finding, std::int64_t nowMs)
{
    if (finding.reason == Reason::Fine)
        return fineText(finding, nowMs);
    QString text = accountText(finding);
    if (text.isEmpty() && finding.access)
        text = verdictText(finding.accessStep, *finding.access);
    for (const auto& wording : {waitingText(finding), noAnswerText(finding), jobText(finding, nowMs), filterReasonText(finding),
                                workerText(finding), logsText(finding, nowMs)}) {
        if (text.isEmpty())
            text = wording;
    }
    return text;
}

} // namespace tracedeck::ui
