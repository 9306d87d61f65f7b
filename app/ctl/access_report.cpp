#include "access_report.h"

#include "text/access_text.h"
#include "text/format.h"
#include "times.h"

#include <QJsonArray>

namespace tracedeck::ctl {

using namespace access;

namespace {

QString named(const char* name)
{
    return QString::fromLatin1(name);
}

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue numberOrNull(int number)
{
    return number == 0 ? QJsonValue() : QJsonValue(number);
}

QJsonObject stepJson(const StepReport& step)
{
    QJsonArray evidence;
    for (const Evidence& each : step.verdict.evidence)
        evidence.append(evidenceJson(each));
    return {{QStringLiteral("step"), named(nameOf(step.step))},
            {QStringLiteral("answer"), named(nameOf(step.verdict.answer))},
            {QStringLiteral("cause"), textOrNull(named(nameOf(step.verdict.cause)))},
            {QStringLiteral("action"), textOrNull(named(nameOf(actionFor(step.verdict.cause))))},
            {QStringLiteral("says"), ui::verdictText(step.step, step.verdict)},
            {QStringLiteral("subject"), textOrNull(step.verdict.subject)},
            {QStringLiteral("count"), static_cast<qint64>(step.verdict.count)},
            {QStringLiteral("command"), textOrNull(step.verdict.command)},
            {QStringLiteral("evidence"), evidence}};
}

QJsonObject capabilitiesJson(const Report& report)
{
    QJsonObject all;
    for (const Capability& capability : report.capabilities)
        all.insert(named(nameOf(capability.can)),
                   QJsonObject {{QStringLiteral("answer"), named(nameOf(capability.answer))},
                                {QStringLiteral("step"), named(nameOf(capability.step))}});
    return all;
}

QString ownerName(Owner owner)
{
    switch (owner) {
    case Owner::User: return QStringLiteral("user");
    case Owner::Account: return QStringLiteral("account");
    case Owner::Key: return QStringLiteral("key");
    case Owner::Unknown: break;
    }
    return QStringLiteral("unknown");
}

QJsonObject credentialJson(const Report& report)
{
    return {{QStringLiteral("owner"), ownerName(report.owner)},
            {QStringLiteral("id"), textOrNull(report.tokenId)},
            {QStringLiteral("name"), textOrNull(report.tokenName)},
            {QStringLiteral("status"), textOrNull(report.tokenStatus)},
            {QStringLiteral("expires"), report.expiresMs ? QJsonValue(QString::fromStdString(timeText(*report.expiresMs))) : QJsonValue()},
            {QStringLiteral("permissions"), QJsonArray::fromStringList(report.tokenPermissions)}};
}

QString mark(Answer answer)
{
    return answer == Answer::Yes ? QStringLiteral("\u2713") : answer == Answer::No ? QStringLiteral("\u2717") : QStringLiteral("?");
}

QString stepLines(const StepReport& step)
{
    QString lines = mark(step.verdict.answer) % u' ' % ui::stepName(step.step) % QStringLiteral(": ") % ui::answerWord(step.verdict.answer)
        % QStringLiteral(". ") % ui::verdictText(step.step, step.verdict) % u'\n';
    for (const Evidence& evidence : step.verdict.evidence) {
        lines += QStringLiteral("    ") % ui::evidenceText(evidence) % u'\n';
        if (!evidence.words.isEmpty() && step.verdict.answer != Answer::Yes)
            lines += QStringLiteral("      ") % ui::rawText(evidence) % u'\n';
    }
    if (const QString action = ui::actionName(actionFor(step.verdict.cause)); !action.isEmpty() && step.verdict.answer != Answer::Yes)
        lines += QStringLiteral("    > ") % (step.verdict.command.isEmpty() ? action : step.verdict.command) % u'\n';
    return lines;
}

} // namespace

QJsonObject evidenceJson(const Evidence& evidence)
{
    return {{QStringLiteral("asked"), evidence.asked},
            {QStringLiteral("good"), !evidence.failure},
            {QStringLiteral("status"), numberOrNull(evidence.status)},
            {QStringLiteral("code"), numberOrNull(evidence.code)},
            {QStringLiteral("cf_ray"), textOrNull(evidence.ray)},
            {QStringLiteral("ms"), static_cast<qint64>(evidence.took.count())},
            {QStringLiteral("words"), textOrNull(ui::rawText(evidence))}};
}

QJsonObject accessJson(const Report& report)
{
    QJsonArray steps, helpers, accounts;
    for (const StepReport& step : report.steps)
        steps.append(stepJson(step));
    for (const Helper& helper : report.helpers)
        helpers.append(QJsonObject {{QStringLiteral("name"), helper.name},
                                    {QStringLiteral("email"), helper.email},
                                    {QStringLiteral("roles"), QJsonArray::fromStringList(helper.roles)}});
    for (const cloudflare::Account& account : report.accounts)
        accounts.append(QJsonObject {{QStringLiteral("id"), account.id}, {QStringLiteral("name"), account.name}});
    return {{QStringLiteral("may_use_logpush"), named(nameOf(report.at(Can::ChangeJobs).answer))},
            {QStringLiteral("account"),
             QJsonObject {{QStringLiteral("id"), textOrNull(report.accountId)}, {QStringLiteral("name"), textOrNull(report.accountName)}}},
            {QStringLiteral("accounts"), accounts},
            {QStringLiteral("credential"), credentialJson(report)},
            {QStringLiteral("roles"), QJsonArray::fromStringList(report.roles)},
            {QStringLiteral("steps"), steps},
            {QStringLiteral("capabilities"), capabilitiesJson(report)},
            {QStringLiteral("members_readable"), report.membersReadable},
            {QStringLiteral("helpers"), helpers},
            {QStringLiteral("buckets"), QJsonArray::fromStringList(report.buckets)},
            {QStringLiteral("s3_keys_from_token"), report.mayDerive},
            {QStringLiteral("elapsed_ms"), static_cast<qint64>(report.tookMs)}};
}

QString accessLines(const Report& report)
{
    QString lines;
    for (const StepReport& step : report.steps)
        lines += stepLines(step);
    lines += u'\n';
    for (const Capability& capability : report.capabilities)
        lines += mark(capability.answer) % u' ' % ui::capabilityName(capability.can) % u'\n';
    for (const Helper& helper : report.helpers)
        lines += QStringLiteral("could help: ") % helper.name % QStringLiteral(" <") % helper.email % QStringLiteral("> ")
            % helper.roles.join(QStringLiteral(", ")) % u'\n';
    return lines.chopped(1);
}

Exit accessExit(const Report& report)
{
    for (const Step step : {Step::Credential, Step::Account, Step::Jobs}) {
        const Verdict& verdict = report.at(step).verdict;
        if (verdict.answer == Answer::No)
            return Exit::Refused;
        switch (verdict.cause) {
        case Cause::NoConnection:
        case Cause::NotTheApi:
        case Cause::ServerTrouble:
        case Cause::RateLimited: return Exit::Unreachable;
        default: break;
        }
    }
    return Exit::Done;
}

} // namespace tracedeck::ctl
