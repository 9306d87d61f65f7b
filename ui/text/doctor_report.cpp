#include "base/visible_text.h"
#include "text/access_text.h"
#include "text/doctor_text.h"
#include "text/format.h"
#include "text/markdown.h"

#include <QCoreApplication>

namespace tracedeck::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("DoctorText", text);
}

/// One cell or line, without secrets and whole ids.
QString cell(const QString& text)
{
    return markdownText(shortened(visibleText(text)));
}

QString findingLines(const doctor::Diagnosis& diagnosis, const doctor::Finding& finding, int number)
{
    QString lines =
        QStringLiteral("%1. **%2: %3.** ").arg(number).arg(cell(probeName(diagnosis, finding.probe)), verdictWord(finding.verdict));
    lines += cell(findingText(finding, diagnosis.startedMs)) % u'\n';
    for (const access::Evidence& evidence : finding.evidence) {
        lines += QStringLiteral("   - ") % cell(evidenceText(evidence));
        if (!evidence.words.isEmpty())
            lines += QStringLiteral(": ") % cell(rawText(evidence));
        lines += u'\n';
    }
    return lines;
}

} // namespace

QString doctorReport(const doctor::Diagnosis& diagnosis)
{
    QString text = QStringLiteral("# ") % tr("Why are there no logs?") % QStringLiteral("\n\n");
    const auto add = [&text](const QString& name, const QString& value) {
        if (!value.isEmpty())
            text += QStringLiteral("- %1: ").arg(name) % cell(value) % u'\n';
    };
    add(tr("Worker"), diagnosis.worker);
    add(tr("Job"), diagnosis.jobName);
    add(tr("Account"), diagnosis.accountId);
    add(tr("Checked"), QString(dateTimeText(diagnosis.startedMs, true) % QStringLiteral(" UTC")));
    text += QStringLiteral("\n**%1** %2\n\n").arg(cell(headlineText(diagnosis)), cell(adviceText(diagnosis)));
    int number = 0;
    for (const doctor::Finding& finding : diagnosis.findings)
        text += findingLines(diagnosis, finding, ++number);
    return text;
}

} // namespace tracedeck::ui
