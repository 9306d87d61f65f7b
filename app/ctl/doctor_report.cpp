#include "doctor_report.h"

#include "access_report.h"
#include "text/access_text.h"
#include "text/doctor_text.h"
#include "times.h"

#include <QJsonArray>

namespace tracedeck::ctl {

namespace {

QJsonValue doctorWord(const char* name)
{
    const QString word = QString::fromLatin1(name);
    return word.isEmpty() ? QJsonValue() : QJsonValue(word);
}

QJsonObject figuresJson(const doctor::Figures& figures)
{
    QJsonObject json;
    const auto add = [&json](const QString& name, const QJsonValue& value, bool isThere) {
        if (isThere)
            json.insert(name, value);
    };
    add(QStringLiteral("name"), figures.name, !figures.name.isEmpty());
    add(QStringLiteral("other"), figures.other, !figures.other.isEmpty());
    add(QStringLiteral("number"), figures.number.value_or(0), figures.number.has_value());
    add(QStringLiteral("of"), figures.of.value_or(0), figures.of.has_value());
    add(QStringLiteral("rate"), figures.rate.value_or(0), figures.rate.has_value());
    add(QStringLiteral("at"), QString::fromStdString(timeText(figures.atMs.value_or(0))), figures.atMs.has_value());
    add(QStringLiteral("line"), figures.line, figures.line > 0);
    return json;
}

QJsonObject findingJson(const doctor::Finding& finding, std::int64_t nowMs)
{
    QJsonArray evidence;
    for (const access::Evidence& each : finding.evidence)
        evidence.append(evidenceJson(each));
    return {{QStringLiteral("probe"), doctorWord(nameOf(finding.probe))},
            {QStringLiteral("verdict"), doctorWord(nameOf(finding.verdict))},
            {QStringLiteral("reason"), doctorWord(nameOf(finding.reason))},
            {QStringLiteral("detail"), finding.access ? doctorWord(nameOf(finding.access->cause)) : QJsonValue()},
            {QStringLiteral("fix"), doctorWord(nameOf(fixOf(finding)))},
            {QStringLiteral("says"), ui::findingText(finding, nowMs)},
            {QStringLiteral("figures"), figuresJson(finding.figures)},
            {QStringLiteral("evidence"), evidence}};
}

QString doctorSign(doctor::Verdict verdict)
{
    switch (verdict) {
    case doctor::Verdict::Passed: return QStringLiteral("\u2713");
    case doctor::Verdict::Cause: return QStringLiteral("\u2717");
    case doctor::Verdict::AlsoFix: return QStringLiteral("!");
    case doctor::Verdict::Unknown: return QStringLiteral("?");
    case doctor::Verdict::NotRun: break;
    }
    return QStringLiteral("-");
}

QString findingLines(const doctor::Diagnosis& diagnosis, const doctor::Finding& finding)
{
    QString lines = doctorSign(finding.verdict) % u' ' % ui::probeName(diagnosis, finding.probe) % QStringLiteral(": ")
        % ui::verdictWord(finding.verdict) % QStringLiteral(". ") % ui::findingText(finding, diagnosis.startedMs) % u'\n';
    if (finding.verdict == doctor::Verdict::Passed || finding.verdict == doctor::Verdict::NotRun)
        return lines;
    for (const access::Evidence& evidence : finding.evidence) {
        lines += QStringLiteral("    ") % ui::evidenceText(evidence) % u'\n';
        if (!evidence.words.isEmpty())
            lines += QStringLiteral("      ") % ui::rawText(evidence) % u'\n';
    }
    if (const QString fix = ui::fixHint(fixOf(finding)); !fix.isEmpty())
        lines += QStringLiteral("    > ") % fix % u'\n';
    return lines;
}

bool hasNoAnswer(const doctor::Finding& finding)
{
    switch (finding.reason) {
    case doctor::Reason::NoConnection:
    case doctor::Reason::NotTheApi:
    case doctor::Reason::ServerTrouble:
    case doctor::Reason::RateLimited: return true;
    default: return false;
    }
}

} // namespace

QJsonObject doctorJson(const doctor::Diagnosis& diagnosis)
{
    QJsonArray findings;
    for (const doctor::Finding& finding : diagnosis.findings)
        findings.append(findingJson(finding, diagnosis.startedMs));
    const doctor::Finding* cause = diagnosis.cause();
    return {{QStringLiteral("overall"), doctorWord(nameOf(diagnosis.overall))},
            {QStringLiteral("cause"), cause == nullptr ? QJsonValue() : QJsonValue(findingJson(*cause, diagnosis.startedMs))},
            {QStringLiteral("says"), ui::headlineText(diagnosis)},
            {QStringLiteral("worker"), diagnosis.worker.isEmpty() ? QJsonValue() : QJsonValue(diagnosis.worker)},
            {QStringLiteral("job"),
             diagnosis.jobId == 0 ? QJsonValue()
                                  : QJsonValue(QJsonObject {{QStringLiteral("id"), static_cast<qint64>(diagnosis.jobId)},
                                                            {QStringLiteral("name"), diagnosis.jobName}})},
            {QStringLiteral("findings"), findings},
            {QStringLiteral("elapsed_ms"), static_cast<qint64>(diagnosis.tookMs)}};
}

QString doctorLines(const doctor::Diagnosis& diagnosis)
{
    QString lines = ui::headlineText(diagnosis) % u'\n' % ui::adviceText(diagnosis) % QStringLiteral("\n\n");
    for (const doctor::Finding& finding : diagnosis.findings)
        lines += findingLines(diagnosis, finding);
    return lines % u'\n' % ui::summaryText(diagnosis);
}

Exit doctorExit(const doctor::Diagnosis& diagnosis)
{
    if (diagnosis.cause() != nullptr)
        return Exit::Refused;
    const bool isAlone = hasNoAnswer(diagnosis.at(doctor::Probe::Token)) || hasNoAnswer(diagnosis.at(doctor::Probe::Job));
    return isAlone ? Exit::Unreachable : Exit::Done;
}

} // namespace tracedeck::ctl
