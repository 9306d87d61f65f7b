#include "text/access_text.h"

#include "base/visible_text.h"
#include "net/masked.h"
#include "text/error_text.h"
#include "text/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

namespace tracedeck::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AccessText", text);
}

constexpr std::array kSteps {
    QT_TRANSLATE_NOOP("AccessText", "The credential is valid"),
    QT_TRANSLATE_NOOP("AccessText", "The account can be reached"),
    QT_TRANSLATE_NOOP("AccessText", "Your role may use Logpush"),
    QT_TRANSLATE_NOOP("AccessText", "Logpush jobs can be read and changed"),
    QT_TRANSLATE_NOOP("AccessText", "Logpush fields can be read"),
    QT_TRANSLATE_NOOP("AccessText", "Workers can be listed"),
    QT_TRANSLATE_NOOP("AccessText", "Workers can be switched"),
    QT_TRANSLATE_NOOP("AccessText", "The account is on Workers Paid"),
    QT_TRANSLATE_NOOP("AccessText", "Delivered logs can be read"),
    QT_TRANSLATE_NOOP("AccessText", "wrangler knows Logpush (2.2.0 or newer)"),
};
static_assert(kSteps.size() == access::kSteps.size());

constexpr std::array kCapabilities {
    QT_TRANSLATE_NOOP("AccessText", "See Logpush jobs"),    QT_TRANSLATE_NOOP("AccessText", "Create and change jobs"),
    QT_TRANSLATE_NOOP("AccessText", "See Workers"),         QT_TRANSLATE_NOOP("AccessText", "Switch Logpush on for Workers"),
    QT_TRANSLATE_NOOP("AccessText", "Read delivered logs"),
};
static_assert(kCapabilities.size() == access::kCapabilities.size());

struct CodeRow {
    int code;
    const char* text;
};

constexpr std::array kCodes {
    CodeRow {10023,
             QT_TRANSLATE_NOOP("AccessText",
                               "This account cannot use Workers Logpush. Usually the plan is the cause: it needs Workers "
                               "Paid; Enterprise is not required. Missing permission is the other one.")},
    CodeRow {1004,
             QT_TRANSLATE_NOOP("AccessText",
                               "Logpush refused. Usually a permission is missing: everything but the list of fields needs "
                               "Logs: Edit in this account. Otherwise a value of the job is wrong, and the text says which.")},
    CodeRow {10000, QT_TRANSLATE_NOOP("AccessText", "This token is not accepted here. Usually it lacks the permission for this call.")},
    CodeRow {9106,
             QT_TRANSLATE_NOOP("AccessText",
                               "The credential is not valid here. It is wrong or cut off, or it belongs to an account and "
                               "this call is about a user.")},
    CodeRow {9109, QT_TRANSLATE_NOOP("AccessText", "The token may not read this about its user. Logpush does not need it.")},
    CodeRow {1000, QT_TRANSLATE_NOOP("AccessText", "No user has this token. It may belong to an account, which is asked next.")},
    CodeRow {10214,
             QT_TRANSLATE_NOOP("AccessText",
                               "The latest version of this Worker is not deployed, so its settings cannot be changed that "
                               "way. The script settings can.")},
    CodeRow {7003, QT_TRANSLATE_NOOP("AccessText", "There is no such address. Usually the account id is wrong.")},
    CodeRow {429,
             QT_TRANSLATE_NOOP("AccessText",
                               "Too many requests: 1,200 in 5 minutes are allowed for all credentials of one user together. "
                               "Wait until the time that Cloudflare names.")},
};

QString endsOf(const QString& run)
{
    return run.left(4) % u'\u2026' % run.right(4);
}

} // namespace

QString stepName(access::Step step)
{
    return tr(kSteps[static_cast<std::size_t>(step)]);
}

QString capabilityName(access::Can can)
{
    return tr(kCapabilities[static_cast<std::size_t>(can)]);
}

QString answerWord(access::Answer answer)
{
    switch (answer) {
    case access::Answer::Yes: return tr("Yes");
    case access::Answer::No: return tr("No");
    case access::Answer::Unknown: return tr("Unknown");
    }
    return {};
}

QString ownerText(access::Owner owner)
{
    switch (owner) {
    case access::Owner::User: return tr("an API token of a user");
    case access::Owner::Account: return tr("an API token of the account");
    case access::Owner::Key: return tr("e-mail and global key");
    case access::Owner::Unknown: return tr("owner not known");
    }
    return {};
}

QString actionName(access::Action action)
{
    switch (action) {
    case access::Action::None: return {};
    case access::Action::TryAgain: return tr("Try again");
    case access::Action::ReplaceToken: return tr("Replace token…");
    case access::Action::ChooseAccount: return tr("Choose account…");
    case access::Action::EnterAccountId: return tr("Enter account id…");
    case access::Action::AddPermission: return tr("Add permission");
    case access::Action::AskForRole: return tr("See who can help");
    case access::Action::OpenMembers: return tr("Open Members");
    case access::Action::SwitchAWorker: return tr("How to switch one");
    case access::Action::OpenPlans: return tr("Show plan");
    case access::Action::AddSource: return tr("Add source…");
    case access::Action::EnterKeys: return tr("Enter keys…");
    case access::Action::UseEndpoint: return tr("Change endpoint…");
    case access::Action::SetClock: return tr("Try again");
    case access::Action::CopyCommand: return tr("Copy command");
    }
    return {};
}

QString roleReason(const access::RoleRow& role)
{
    const bool hasWorkers = role.workers == access::WorkersRight::Write || role.workers == access::WorkersRight::Read;
    switch (role.logpush) {
    case access::LogpushRight::Full: return tr("may read and change Logpush jobs");
    case access::LogpushRight::ReadLogs: return tr("reads logs, but no jobs: even a list of jobs needs Logs: Edit, because jobs hold keys");
    case access::LogpushRight::None:
        return hasWorkers ? tr("is for Workers; Logpush has roles of its own")
                          : tr("holds no Logs: Edit, which Logpush needs even to list jobs");
    }
    return {};
}

QString codeText(int code)
{
    const auto* row = std::find_if(kCodes.begin(), kCodes.end(), [code](const CodeRow& each) { return each.code == code; });
    return row == kCodes.end() ? QString() : tr(row->text);
}

QString refusedText(const Error& error)
{
    QStringList parts;
    if (error.status != 0)
        parts << tr("HTTP %1").arg(error.status);
    if (error.apiCode != 0)
        parts << tr("code %1").arg(error.apiCode);
    if (!error.ray.isEmpty())
        parts << QString(QStringLiteral("cf-ray ") % visibleText(error.ray));
    const QString text = errorText(error);
    return parts.isEmpty() ? text : QString(text % QStringLiteral(" (") % parts.join(QStringLiteral(", ")) % u')');
}

QString explainedText(const Error& error)
{
    const QString meaning = codeText(error.apiCode != 0 ? error.apiCode : error.status);
    return meaning.isEmpty() ? refusedText(error) : QString(refusedText(error) % u' ' % meaning);
}

QString shortened(const QString& text)
{
    static const QRegularExpression runs(QStringLiteral("[A-Za-z0-9_+=-]{32,}"));
    QString out;
    qsizetype at = 0;
    for (auto match = runs.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        out += QStringView(text).mid(at, found.capturedStart() - at);
        out += endsOf(found.captured());
        at = found.capturedEnd();
    }
    return out + QStringView(text).mid(at);
}

QString answerText(const access::Evidence& evidence)
{
    QStringList parts;
    if (evidence.status != 0)
        parts << (evidence.code == 0 ? QString::number(evidence.status) : tr("%1 (%2)").arg(evidence.status).arg(evidence.code));
    else if (evidence.failure)
        parts << tr("no answer");
    parts << durationText(evidence.took.count());
    return parts.join(QStringLiteral(" · "));
}

QString evidenceText(const access::Evidence& evidence)
{
    QString text = shortened(visibleText(evidence.asked));
    QStringList parts;
    if (evidence.status != 0)
        parts << (evidence.code == 0 ? QString::number(evidence.status) : tr("%1 (%2)").arg(evidence.status).arg(evidence.code));
    else if (evidence.failure)
        parts << tr("no answer");
    else
        parts << tr("answered");
    if (!evidence.ray.isEmpty())
        parts << visibleText(evidence.ray);
    parts << durationText(evidence.took.count());
    return text % QStringLiteral(" → ") % parts.join(QStringLiteral(" · "));
}

QString rawText(const access::Evidence& evidence)
{
    return shortened(visibleText(net::maskedText(evidence.words)));
}

} // namespace tracedeck::ui
