#include "text/access_text.h"

#include "base/visible_text.h"
#include "text/format.h"

#include <QCoreApplication>

namespace tracedeck::ui {

namespace {

using access::Cause;
using access::Step;
using access::Verdict;

QString tr(const char* text)
{
    return QCoreApplication::translate("AccessText", text);
}

QString counted(const char* one, const char* many, std::int64_t count)
{
    return tr(count == 1 ? one : many).arg(countText(static_cast<std::uint64_t>(count)));
}

QString yesText(Step step, const Verdict& verdict)
{
    QString subject = shortened(visibleText(verdict.subject));
    switch (step) {
    case Step::Credential:
        return verdict.cause == Cause::OwnerUnknown ? tr("It works, but neither a user nor an account vouches for it.") : tr("Active.");
    case Step::Account: return subject.isEmpty() ? tr("It answers.") : subject;
    case Step::Role: return tr("%1: full Logpush access.").arg(subject);
    case Step::Jobs:
        return counted("%1 job. Who may read jobs may change them.", "%1 jobs. Who may read jobs may change them.", verdict.count);
    case Step::Fields: return counted("%1 field.", "%1 fields.", verdict.count);
    case Step::ScriptsRead: return counted("%1 Worker.", "%1 Workers.", verdict.count);
    case Step::ScriptsWrite: return tr("Role and permissions allow it.");
    case Step::Plan:
    case Step::Bucket:
    case Step::Wrangler: return subject;
    }
    return {};
}

/// What differs by step: whose right is missing, and which.
QString workersText(Cause cause)
{
    switch (cause) {
    case Cause::Token: return tr("The token lacks Workers Scripts: Edit.");
    case Cause::RoleReadOnly: return tr("Your role, %1, may see Workers and not change them.");
    case Cause::NeedsScriptsRead: return tr("Workers cannot be listed, which is less than switching them.");
    default: return {};
    }
}

QString identityText(Cause cause)
{
    switch (cause) {
    case Cause::Invalid: return tr("Cloudflare does not know it. It was revoked, cut off, or is for something else.");
    case Cause::Malformed: return tr("This cannot be a credential: it holds spaces, line breaks or signs that none has.");
    case Cause::Disabled: return tr("It is switched off.");
    case Cause::Expired: return tr("It has expired.");
    case Cause::NotYetValid: return tr("It is valid later, not yet.");
    case Cause::OwnerUnknown: return tr("It works, but neither a user nor an account vouches for it.");
    case Cause::NoAccount: return tr("It reaches no account. Enter the account id if you know it.");
    case Cause::SeveralAccounts: return tr("It reaches several accounts. Choose one.");
    case Cause::OtherAccount: return tr("It reaches other accounts, not this one.");
    case Cause::WrongAccountId: return tr("There is no account with this id.");
    case Cause::NeedsMembershipsRead: return tr("The token cannot read memberships. What it may do is found out by trying.");
    case Cause::AccountTokenNoRole: return tr("The token belongs to the account, so it has no role.");
    case Cause::RolesArePolicies: return tr("This account uses policies instead of roles; they do not say it here.");
    case Cause::RoleNotKnown: return tr("Whether %1 includes Logpush is not documented.");
    case Cause::NotAMember: return tr("The user is not a member of this account.");
    case Cause::MembershipPending: return tr("The invitation to this account is not accepted.");
    case Cause::ApiAccessOff: return tr("API access is switched off for you in this account.");
    default: return {};
    }
}

QString logpushText(Cause cause)
{
    switch (cause) {
    case Cause::Role: return tr("Your role, %1, cannot see Logpush jobs. An Administrator or a Log Share role can.");
    case Cause::RoleReadOnly: return tr("Your role, %1, reads logs but no Logpush jobs. An Administrator or a Log Share role can.");
    case Cause::Token: return tr("Your role allows it, the token does not: it needs Logs: Edit, even for a list of jobs.");
    case Cause::TokenReadOnly: return tr("The token has Logs: Read. Logpush needs Logs: Edit, even for a list of jobs.");
    case Cause::ReadOnly: return tr("Role or token may read logs only. Logpush needs Logs: Edit, even for a list of jobs.");
    case Cause::Permission: return tr("Role or token lacks Logs: Edit, which Logpush needs even for a list of jobs.");
    case Cause::ZoneScope:
        return tr(
            "The token's Logs permission is for zones. Workers logs belong to the account: it needs Account, Logs: Edit. The role is not "
            "the cause.");
    case Cause::AccountToken: return tr("The token lacks Logs: Edit, or Logpush takes no tokens of accounts; that is not documented.");
    case Cause::NeedsScriptsRead: return tr("The token needs Workers Scripts: Read.");
    case Cause::OnlyWritingTells: return tr("Only switching a Worker would tell, and this check changes nothing.");
    case Cause::NotEntitled:
        return tr("This account cannot use Workers Logpush. It needs the Workers Paid plan; Enterprise is not required.");
    case Cause::NeedsBillingRead: return tr("The token cannot read subscriptions. It does not need to.");
    case Cause::PlanNotNamed: return tr("No subscription names Workers. That proves nothing: names of plans are not documented.");
    default: return {};
    }
}

QString bucketText(Cause cause)
{
    switch (cause) {
    case Cause::NoBucket: return tr("No bucket to read from is known yet.");
    case Cause::NoKeys: return tr("There are no keys for the bucket.");
    case Cause::BadKeys: return tr("The keys cannot be right; nothing was sent. %1");
    case Cause::BadBucket: return tr("Endpoint or bucket name cannot be right. %1");
    case Cause::KeysRefused: return tr("The bucket does not take these keys.");
    case Cause::WrongSecret: return tr("The secret access key does not belong to this key id. For R2 it is the SHA-256 of the token.");
    case Cause::OtherJurisdiction: return tr("The bucket is in another place: %1");
    case Cause::NoSuchBucket: return tr("There is no bucket of this name.");
    case Cause::ClockWrong: return tr("The clock of this computer is wrong. Set it, then try again.");
    case Cause::NoR2: return tr("This account has no R2.");
    case Cause::EmptyBucket: return tr("It can be listed, but there is nothing in %1 to read yet.");
    default: return {};
    }
}

QString generalText(Cause cause)
{
    switch (cause) {
    case Cause::NotAsked: return tr("Not asked: an earlier step has to be answered first.");
    case Cause::NoConnection: return tr("No connection.");
    case Cause::NotTheApi: return tr("This address does not answer as Cloudflare's API does.");
    case Cause::ServerTrouble: return tr("Cloudflare could not answer.");
    case Cause::RateLimited: return tr("Too many requests for now.");
    case Cause::Refused: return tr("Refused, for a reason that is not known here.");
    case Cause::TooOld: return tr("%1 is too old: deploying with it switches Logpush off unseen.");
    case Cause::Absent: return tr("There is no wrangler on this computer. Only deploying from here needs it.");
    case Cause::Silent: return tr("It did not answer and was ended.");
    case Cause::NoVersion: return tr("It does not say which version it is. %1");
    case Cause::NotLooked: return tr("Not looked for.");
    default: return {};
    }
}

} // namespace

QString verdictText(access::Step step, const access::Verdict& verdict)
{
    if (verdict.answer == access::Answer::Yes)
        return yesText(step, verdict);
    QString text = step == Step::ScriptsWrite ? workersText(verdict.cause) : QString();
    for (const auto wording : {identityText, logpushText, bucketText, generalText}) {
        if (text.isEmpty())
            text = wording(verdict.cause);
    }
    const QString subject = shortened(visibleText(verdict.subject));
    if (subject.isEmpty())
        text.replace(QStringLiteral(", %1,"), QString());
    return text.replace(QStringLiteral("%1"), subject).trimmed();
}

} // namespace tracedeck::ui
