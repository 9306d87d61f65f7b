#include "access/judge.h"
#include "access/role_table.h"

#include <algorithm>

namespace tracedeck::access {

namespace {

/// What the owner says of its token.
Verdict statusVerdict(const cloudflare::TokenStatus& status, std::int64_t nowMs)
{
    if (status.status == u"disabled")
        return no(Cause::Disabled);
    if (status.status == u"expired" || (status.expiresMs && *status.expiresMs <= nowMs))
        return no(Cause::Expired);
    if (status.notBeforeMs && *status.notBeforeMs > nowMs)
        return no(Cause::NotYetValid);
    return status.status == u"active" ? yes(status.id) : unknown(Cause::Refused, status.status);
}

Verdict judgeKey(const Findings& findings)
{
    const Reply* user = findings.reply(Call::CurrentUser);
    if (user == nullptr)
        return unknown(Cause::NotAsked);
    if (user->error)
        return user->error->code == ErrorCode::BadValue ? no(Cause::Malformed)
            : isRefusal(*user->error)                   ? no(Cause::Invalid)
                                                        : unknownBy(*user->error);
    const auto* its = findings.found<cloudflare::User>(Call::CurrentUser);
    return its->isSuspended ? no(Cause::Disabled) : yes(its->email);
}

/// Neither a user nor an account vouches for the token.
Verdict judgeStranger(const Findings& findings)
{
    const Reply* account = findings.reply(Call::VerifyAccountToken);
    if (account != nullptr && !isRefusal(*account->error))
        return unknownBy(*account->error);
    if (findings.isGood(Call::Accounts))
        return {Answer::Yes, Cause::OwnerUnknown, {}};
    if (const Reply* accounts = findings.reply(Call::Accounts); accounts != nullptr && !isRefusal(*accounts->error))
        return unknownBy(*accounts->error);
    return findings.reply(Call::Accounts) == nullptr ? unknown(Cause::NotAsked) : no(Cause::Invalid);
}

bool isBelowAccount(Call call)
{
    switch (call) {
    case Call::VerifyAccountToken:
    case Call::Members:
    case Call::Roles:
    case Call::Jobs:
    case Call::Fields:
    case Call::Scripts:
    case Call::Subscriptions:
    case Call::Buckets: return true;
    default: return false;
    }
}

bool isNoRoute(const Reply& reply)
{
    return reply.error && (reply.error->apiCode == 7003 || reply.error->apiCode == 7000 || reply.error->status == 404);
}

Verdict judgeGivenAccount(const Findings& findings)
{
    const auto* account = findings.account();
    if (account != nullptr)
        return yes(account->name);
    int asked = 0, unrouted = 0;
    for (const Reply& reply : findings.replies()) {
        if (!isBelowAccount(reply.key.call))
            continue;
        if (!reply.error)
            return yes();
        ++asked;
        unrouted += isNoRoute(reply) ? 1 : 0;
    }
    if (asked > 0 && asked == unrouted)
        return no(Cause::WrongAccountId);
    const Reply* list = findings.reply(Call::Accounts);
    if (list == nullptr)
        return unknown(Cause::NotAsked);
    return list->error ? unknownBy(*list->error) : no(Cause::OtherAccount);
}

std::optional<LogpushRight> rightOf(const cloudflare::Membership& membership)
{
    const auto byPermission = logpushRight(membership.permissions);
    return byPermission ? byPermission : logpushRight(membership.roles);
}

Verdict judgeMembership(const cloudflare::Membership& membership)
{
    const QString roles = membership.roles.join(QStringLiteral(", "));
    if (membership.status == u"pending" || membership.status == u"rejected")
        return no(Cause::MembershipPending, roles);
    if (membership.isApiEnabled == false)
        return no(Cause::ApiAccessOff, roles);
    if (membership.roles.isEmpty() && membership.permissions.isEmpty())
        return unknown(Cause::RolesArePolicies);
    const auto right = rightOf(membership);
    if (!right)
        return unknown(Cause::RoleNotKnown, roles);
    switch (*right) {
    case LogpushRight::Full: return yes(roles);
    case LogpushRight::ReadLogs: return no(Cause::RoleReadOnly, roles);
    case LogpushRight::None: return no(Cause::Role, roles);
    }
    return unknown(Cause::RoleNotKnown, roles);
}

} // namespace

Verdict judgeCredential(const Findings& findings)
{
    if (findings.question().credential.kind == cloudflare::Credential::Kind::GlobalKey)
        return judgeKey(findings);
    if (const auto* status = findings.token())
        return statusVerdict(*status, findings.nowMs());
    const Reply* user = findings.reply(Call::VerifyUserToken);
    if (user == nullptr)
        return unknown(Cause::NotAsked);
    if (user->error->code == ErrorCode::BadValue)
        return no(Cause::Malformed);
    return isRefusal(*user->error) ? judgeStranger(findings) : unknownBy(*user->error);
}

Verdict judgeAccount(const Findings& findings)
{
    if (!findings.question().accountId.isEmpty())
        return judgeGivenAccount(findings);
    const Reply* list = findings.reply(Call::Accounts);
    if (list == nullptr)
        return unknown(Cause::NotAsked);
    if (list->error)
        return unknownBy(*list->error);
    const auto& accounts = *findings.found<std::vector<cloudflare::Account>>(Call::Accounts);
    if (accounts.size() == 1)
        return yes(accounts.front().name);
    Verdict verdict = accounts.empty() ? no(Cause::NoAccount) : unknown(Cause::SeveralAccounts);
    verdict.count = static_cast<std::int64_t>(accounts.size());
    return verdict;
}

Verdict judgeRole(const Findings& findings)
{
    if (findings.owner() == Owner::Account)
        return unknown(Cause::AccountTokenNoRole);
    const Reply* list = findings.reply(Call::Memberships);
    if (list == nullptr)
        return unknown(Cause::NotAsked);
    if (list->error)
        return isRefusal(*list->error) ? unknown(Cause::NeedsMembershipsRead) : unknownBy(*list->error);
    if (findings.accountId().isEmpty())
        return unknown(Cause::NotAsked);
    const auto* membership = findings.membership();
    return membership == nullptr ? unknown(Cause::NotAMember) : judgeMembership(*membership);
}

} // namespace tracedeck::access
