#include "access/judge.h"
#include "access/role_table.h"

#include <algorithm>

namespace tracedeck::access {

namespace {

/// Ids of the account's groups are not published; names are said to be cosmetic, so they prove a presence, never an absence.
bool namesLogs(const cloudflare::PermissionGroup& group)
{
    return group.name.startsWith(u"Logs ");
}

bool isZoneResource(const QString& resource)
{
    return resource.startsWith(u"com.cloudflare.api.account.zone");
}

bool isAccountResource(const QString& resource)
{
    return resource.startsWith(u"com.cloudflare.api.account") && !isZoneResource(resource);
}

/// A zone's Logs permission is there, an account's is not.
bool isZoneScoped(const Findings& findings)
{
    return findings.goodReply(Call::ZoneJobs) != nullptr || findings.goodReply(Call::ZoneFields) != nullptr
        || logsScope(findings) == LogsScope::Zone;
}

Cause causeForUser(const Findings& findings, bool readsFields)
{
    const Verdict role = judgeRole(findings);
    if (role.answer == Answer::No) // whatever the token says: the role bounds it
        return readsFields ? Cause::RoleReadOnly : role.cause == Cause::RoleReadOnly ? Cause::Role : role.cause;
    if (findings.owner() == Owner::Key)
        return readsFields ? Cause::RoleReadOnly : Cause::Role;
    if (role.answer == Answer::Yes)
        return readsFields ? Cause::TokenReadOnly : Cause::Token;
    return readsFields ? Cause::ReadOnly : Cause::Permission;
}

Cause causeForAccount(const Findings& findings, bool readsFields)
{
    if (readsFields)
        return Cause::TokenReadOnly;
    return logsScope(findings) == LogsScope::None ? Cause::Token : Cause::AccountToken;
}

Cause whyNoJobs(const Findings& findings)
{
    const bool readsFields = findings.isGood(Call::Fields);
    if (!readsFields && isZoneScoped(findings))
        return Cause::ZoneScope;
    return findings.owner() == Owner::Account ? causeForAccount(findings, readsFields) : causeForUser(findings, readsFields);
}

/// A refusal that says no to the caller; other refusals (no such route) say nothing.
bool saysNo(const Error& error)
{
    return isRefusal(error) && error.status != 404 && error.apiCode != 7003;
}

} // namespace

LogsScope logsScope(const Findings& findings)
{
    const auto* details = findings.details();
    if (details == nullptr)
        return LogsScope::NotKnown;
    bool hasZone = false, hasAccount = false;
    for (const cloudflare::Policy& policy : details->policies) {
        if (policy.effect != u"allow")
            continue;
        if (!std::ranges::any_of(policy.permissionGroups, namesLogs))
            continue;
        hasZone = hasZone || std::ranges::any_of(policy.resources, isZoneResource);
        hasAccount = hasAccount || std::ranges::any_of(policy.resources, isAccountResource);
    }
    return hasAccount ? LogsScope::Account : hasZone ? LogsScope::Zone : LogsScope::None;
}

Verdict judgeJobs(const Findings& findings)
{
    const Reply* jobs = findings.reply(Call::Jobs);
    if (jobs == nullptr)
        return unknown(Cause::NotAsked);
    if (!jobs->error)
        return yes({}, static_cast<std::int64_t>(findings.found<std::vector<cloudflare::LogpushJob>>(Call::Jobs)->size()));
    if (!saysNo(*jobs->error))
        return unknownBy(*jobs->error);
    const Cause cause = whyNoJobs(findings);
    return no(cause, cause == Cause::ZoneScope ? QString() : findings.roles().join(QStringLiteral(", ")));
}

Verdict judgeFields(const Findings& findings)
{
    const Reply* fields = findings.reply(Call::Fields);
    if (fields == nullptr)
        return unknown(Cause::NotAsked);
    if (!fields->error)
        return yes({}, static_cast<std::int64_t>(findings.found<std::vector<cloudflare::DatasetField>>(Call::Fields)->size()));
    if (!saysNo(*fields->error))
        return unknownBy(*fields->error);
    return no(isZoneScoped(findings) ? Cause::ZoneScope : whyNoJobs(findings), findings.roles().join(QStringLiteral(", ")));
}

} // namespace tracedeck::access
