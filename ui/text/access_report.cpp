#include "text/access_text.h"

#include "base/visible_text.h"
#include "text/format.h"
#include "text/markdown.h"

#include <QCoreApplication>

namespace tracedeck::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AccessText", text);
}

/// One cell or line, without secrets and whole ids.
QString cell(const QString& text)
{
    return markdownText(shortened(visibleText(text)));
}

QString stepLines(const access::StepReport& step, int number)
{
    QString lines = QStringLiteral("%1. **%2: %3.** ").arg(number).arg(cell(stepName(step.step)), answerWord(step.verdict.answer));
    lines += cell(verdictText(step.step, step.verdict)) % u'\n';
    for (const access::Evidence& evidence : step.verdict.evidence) {
        lines += QStringLiteral("   - ") % cell(evidenceText(evidence));
        if (!evidence.words.isEmpty())
            lines += QStringLiteral(": ") % cell(rawText(evidence));
        lines += u'\n';
        if (const QString meaning = codeText(evidence.code != 0 ? evidence.code : evidence.status); !meaning.isEmpty() && evidence.failure)
            lines += QStringLiteral("     ") % cell(meaning) % u'\n';
    }
    if (!step.verdict.command.isEmpty())
        lines += QStringLiteral("   - `") % step.verdict.command % QStringLiteral("`\n");
    return lines;
}

QString headLines(const access::Report& report)
{
    QString lines;
    const auto add = [&lines](const QString& name, const QString& value) {
        if (!value.isEmpty())
            lines += QStringLiteral("- %1: ").arg(name) % cell(value) % u'\n';
    };
    add(tr("Address"), report.baseUrl.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery));
    add(tr("Account"), QString(report.accountName % u' ' % report.accountId).trimmed());
    add(tr("Credential"), ownerText(report.owner));
    add(tr("Token"), QString(report.tokenName % u' ' % report.tokenId).trimmed());
    add(tr("Roles"), report.roles.join(QStringLiteral(", ")));
    if (report.expiresMs)
        add(tr("Expires"), dateText(*report.expiresMs, true, true));
    add(tr("Checked"), QString(dateTimeText(report.startedMs, true) % QStringLiteral(" UTC")));
    return lines;
}

} // namespace

QString accessReport(const access::Report& report)
{
    QString text = QStringLiteral("# ") % tr("Access to Workers Logpush") % QStringLiteral("\n\n") % headLines(report) % u'\n';
    text += QStringLiteral("| %1 | %2 |\n|---|---|\n").arg(tr("Capability"), tr("Answer"));
    for (const access::Capability& capability : report.capabilities)
        text += QStringLiteral("| %1 | %2 |\n").arg(cell(capabilityName(capability.can)), answerWord(capability.answer));
    text += u'\n';
    int number = 0;
    for (const access::StepReport& step : report.steps)
        text += stepLines(step, ++number);
    return text;
}

} // namespace tracedeck::ui
