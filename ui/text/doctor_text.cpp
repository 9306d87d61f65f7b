#include "text/doctor_text.h"

#include "base/visible_text.h"
#include "text/access_text.h"
#include "text/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tracedeck::ui {

using doctor::Diagnosis;
using doctor::Fix;
using doctor::Overall;
using doctor::Probe;
using doctor::Verdict;

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("DoctorText", text, nullptr, n);
}

QString workerOf(const Diagnosis& diagnosis)
{
    return diagnosis.worker.isEmpty() ? tr("any Worker") : shortened(visibleText(diagnosis.worker));
}

bool isAllPassedBefore(const Diagnosis& diagnosis, Probe probe)
{
    for (const doctor::Finding& finding : diagnosis.findings) {
        if (finding.probe >= probe)
            break;
        if (finding.verdict != Verdict::Passed)
            return false;
    }
    return true;
}

/// Everything is as it should be, and no event is there.
bool isOnlyWaiting(const Diagnosis& diagnosis)
{
    return diagnosis.findings.back().reason == doctor::Reason::NothingYet && diagnosis.count(Verdict::Unknown) == 1;
}

} // namespace

QString probeName(const Diagnosis& diagnosis, Probe probe)
{
    switch (probe) {
    case Probe::Token: return tr("The token is valid and reaches this account");
    case Probe::Role: return tr("Token and role may use Logpush");
    case Probe::Plan: return tr("The account is on Workers Paid");
    case Probe::Job: return tr("There is a job for workers_trace_events");
    case Probe::Enabled: return tr("The job is on");
    case Probe::Push: return tr("The job is pushing");
    case Probe::Destination: return tr("The destination answers");
    case Probe::Filter: return tr("Filter and sampling keep events of %1").arg(workerOf(diagnosis));
    case Probe::Flag: return tr("Logpush is on for %1").arg(workerOf(diagnosis));
    case Probe::WranglerFile: return tr("The wrangler file agrees");
    case Probe::Traffic: return tr("%1 had traffic").arg(workerOf(diagnosis));
    case Probe::NewestObject: return tr("New files arrive where Tracedeck reads");
    case Probe::FirstEvent: return tr("There are events of %1").arg(workerOf(diagnosis));
    }
    return {};
}

QString verdictWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotRun: return tr("Not run");
    case Verdict::Unknown: return tr("Unknown");
    case Verdict::Passed: return tr("Passed");
    case Verdict::AlsoFix: return tr("Also fix");
    case Verdict::Cause: return tr("Cause");
    }
    return {};
}

QString fixName(Fix fix)
{
    switch (fix) {
    case Fix::None: return {};
    case Fix::TryAgain: return tr("Run again");
    case Fix::ReplaceToken: return tr("Replace token…");
    case Fix::AddPermission: return tr("Add permission");
    case Fix::ChooseAccount: return tr("Choose account…");
    case Fix::OpenMembers: return tr("Open Members");
    case Fix::OpenPlans: return tr("Show plan");
    case Fix::MakeJob: return tr("Create job…");
    case Fix::ChooseJob: return tr("Choose job");
    case Fix::EnableJob: return tr("Switch job on");
    case Fix::ReplaceKeys: return tr("Replace keys…");
    case Fix::ShowJob: return tr("Show job");
    case Fix::EditFilter: return tr("Edit filter…");
    case Fix::EditSampling: return tr("Edit sampling…");
    case Fix::SwitchOn: return tr("Switch on");
    case Fix::ChooseWorker: return tr("Choose Worker");
    case Fix::LinkFile: return tr("Link file…");
    case Fix::EditWranglerFile: return tr("Edit file…");
    case Fix::ChangeSource: return tr("Change source…");
    case Fix::EnterSourceKeys: return tr("Enter keys…");
    }
    return {};
}

QString fixHint(Fix fix)
{
    switch (fix) {
    case Fix::None:
    case Fix::TryAgain:
    case Fix::ChooseJob:
    case Fix::ChooseWorker: return {};
    case Fix::ReplaceToken: return tr("Replace the token.");
    case Fix::AddPermission: return tr("A token with this permission would tell more.");
    case Fix::ChooseAccount: return tr("Choose the account that the token reaches.");
    case Fix::OpenMembers: return tr("An Administrator can give you a role that may: Administrator or Log Share.");
    case Fix::OpenPlans: return tr("Workers Logpush needs the Workers Paid plan; Enterprise is not required.");
    case Fix::MakeJob: return tr("Create one; the first files come within minutes.");
    case Fix::EnableJob: return tr("Switch it on. What ran while it was off is not delivered later.");
    case Fix::ReplaceKeys: return tr("Give the job keys that may write there.");
    case Fix::ShowJob: return tr("The job's last error says what the destination answered.");
    case Fix::EditFilter: return tr("Edit the filter.");
    case Fix::EditSampling: return tr("Raise the sample rate.");
    case Fix::SwitchOn: return tr("Switch it on, then set the same value in the wrangler file, or the next deploy may undo it.");
    case Fix::LinkFile: return tr("Link the file that deploys it.");
    case Fix::EditWranglerFile: return tr("Set logpush = true in it before the next deploy.");
    case Fix::ChangeSource: return tr("Read from where the job delivers.");
    case Fix::EnterSourceKeys: return tr("Enter keys that may read the bucket.");
    }
    return {};
}

QString proofText(const doctor::Finding& finding)
{
    if (finding.evidence.empty())
        return {};
    const access::Evidence& last = finding.evidence.back();
    static const QRegularExpression account(QStringLiteral("/accounts/[^/]+")); // which one, the page says
    QString text = shortened(visibleText(QString(last.asked).remove(account)));
    if (last.status != 0)
        text += QStringLiteral(" → ") % (last.code == 0 ? QString::number(last.status) : tr("%1 (%2)").arg(last.status).arg(last.code));
    else if (last.failure)
        text += QStringLiteral(" → ") % tr("refused");
    return text;
}

QString headlineText(const Diagnosis& diagnosis)
{
    switch (diagnosis.overall) {
    case Overall::Running: return tr("Looking for the cause…");
    case Overall::Healthy: return tr("Nothing is wrong: events of %1 arrive.").arg(workerOf(diagnosis));
    case Overall::Caused: return findingText(*diagnosis.cause(), diagnosis.startedMs);
    case Overall::ToFix: return tr("No certain cause, but something is not as it should be.");
    case Overall::Open: break;
    }
    if (isOnlyWaiting(diagnosis))
        return tr("Everything is in place, and no event of %1 has arrived yet.").arg(workerOf(diagnosis));
    return diagnosis.findings.back().verdict == Verdict::Passed
        ? tr("Events of %1 arrive. Not everything could be checked.").arg(workerOf(diagnosis))
        : tr("No certain cause was found.");
}

QString adviceText(const Diagnosis& diagnosis)
{
    if (!diagnosis.isFinished)
        return tr("Each check is shown as it is answered. Nothing is changed.");
    if (diagnosis.overall == Overall::Open && isOnlyWaiting(diagnosis))
        return tr("The first ones take some minutes after something was mended, and the Worker has to run.");
    QStringList parts;
    if (const doctor::Finding* cause = diagnosis.cause()) {
        if (isAllPassedBefore(diagnosis, cause->probe) && cause->probe != Probe::Token)
            parts << tr("Everything before it works.");
        parts << fixHint(fixOf(*cause));
    }
    if (const int also = diagnosis.count(Verdict::AlsoFix); also > 0)
        parts << tr("%n more to fix.", also);
    if (const int unknown = diagnosis.count(Verdict::Unknown); unknown > 0)
        parts << tr("%n check(s) could not be answered.", unknown);
    parts.removeAll(QString());
    return parts.isEmpty() ? tr("All checks passed that could be made.") : parts.join(u' ');
}

QString summaryText(const Diagnosis& diagnosis)
{
    if (!diagnosis.isFinished)
        return tr("Checking…");
    QStringList parts {tr("%1 checks in %2").arg(diagnosis.findings.size()).arg(durationText(diagnosis.tookMs))};
    const auto add = [&](Verdict verdict, const char* text) {
        if (const int count = diagnosis.count(verdict); count > 0)
            parts << tr(text, count);
    };
    add(Verdict::Passed, QT_TRANSLATE_NOOP("DoctorText", "%n passed"));
    add(Verdict::Cause, QT_TRANSLATE_NOOP("DoctorText", "%n cause"));
    add(Verdict::AlsoFix, QT_TRANSLATE_NOOP("DoctorText", "%n to fix as well"));
    add(Verdict::Unknown, QT_TRANSLATE_NOOP("DoctorText", "%n unknown"));
    add(Verdict::NotRun, QT_TRANSLATE_NOOP("DoctorText", "%n not run"));
    return parts.join(QStringLiteral("   "));
}

} // namespace tracedeck::ui
