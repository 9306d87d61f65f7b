#include "sandbox/api_call.h"

#include <algorithm>
#include <array>
#include <map>

namespace tracedeck::sandbox {

namespace {

using Answer = Result<ApiResult>;
using enum Permission;

QString statusOf(const Token& token, const ApiDesk& desk)
{
    return isExpired(token, desk.nowMs()) ? QStringLiteral("expired") : token.status;
}

QJsonObject tokenFacts(const Token& token, const ApiDesk& desk)
{
    QJsonObject facts {{QStringLiteral("id"), token.id}, {QStringLiteral("status"), statusOf(token, desk)}};
    if (token.expiresMs != 0)
        facts.insert(QStringLiteral("expires_on"), timeJson(token.expiresMs));
    if (token.notBeforeMs != 0)
        facts.insert(QStringLiteral("not_before"), timeJson(token.notBeforeMs));
    return facts;
}

Answer verify(ApiDesk& desk, const ApiCall& call, Token::Owner owner)
{
    const Token* token = call.caller.token;
    if (!token || token->owner != owner)
        return refuse(401, 1000, QStringLiteral("Invalid API Token"));
    QJsonObject facts = tokenFacts(*token, desk);
    if (desk.faults.strikes(Fault::ExpiredToken))
        facts[QStringLiteral("status")] = QStringLiteral("expired");
    const bool isActive = facts[QStringLiteral("status")] == QStringLiteral("active");
    const QJsonObject message {{QStringLiteral("code"), 10000},
                               {QStringLiteral("message"), QStringLiteral("This API Token is valid and active")},
                               {QStringLiteral("type"), QJsonValue::Null}};
    return ApiResult {facts, {}, isActive ? QJsonArray {message} : QJsonArray {}};
}

Answer verifyUser(ApiDesk& desk, const ApiCall& call)
{
    return verify(desk, call, Token::Owner::User);
}

Answer verifyAccount(ApiDesk& desk, const ApiCall& call)
{
    return verify(desk, call, Token::Owner::Account);
}

QJsonObject groupJson(const PermissionGroup& group)
{
    return {{QStringLiteral("id"), textOf(group.id)},
            {QStringLiteral("name"), textOf(group.name)},
            {QStringLiteral("category"), textOf(group.category)},
            {QStringLiteral("scopes"), QJsonArray {textOf(group.scope)}}};
}

/// The token's groups as one allowing policy for each scope that they have.
QJsonArray policiesOf(const Token& token, const SandboxState& state)
{
    if (!token.policies.isEmpty())
        return token.policies;
    std::map<std::string_view, QJsonArray> byScope;
    for (const PermissionGroup& group : permissionGroups()) {
        if (token.permissions.has(group.permission))
            byScope[group.scope].append(
                QJsonObject {{QStringLiteral("id"), textOf(group.id)}, {QStringLiteral("name"), textOf(group.name)}});
    }
    QJsonArray policies;
    for (const auto& [scope, groups] : byScope) {
        QJsonObject resources;
        if (scope == "com.cloudflare.edge.r2.bucket") {
            for (const QString& bucket : token.buckets)
                resources.insert(QString(textOf(scope) % u'.' % state.account.id % u'_' % bucket), QStringLiteral("*"));
        }
        if (resources.isEmpty()) {
            const QString id = scope.ends_with("user") ? token.userId : scope.ends_with("zone") ? QStringLiteral("*") : state.account.id;
            resources.insert(QString(textOf(scope) % u'.' % id), QStringLiteral("*"));
        }
        policies.append(QJsonObject {
            {QStringLiteral("id"), QString(token.id.first(24) % QStringLiteral("%1").arg(policies.size(), 8, 16, QLatin1Char('0')))},
            {QStringLiteral("effect"), QStringLiteral("allow")},
            {QStringLiteral("permission_groups"), groups},
            {QStringLiteral("resources"), resources}});
    }
    return policies;
}

Answer tokenDetails(ApiDesk& desk, const ApiCall& call)
{
    const bool isAccounts = call.request.path().startsWith("/client/v4/accounts/");
    const Token* token = desk.state().token(call.parts.first());
    const bool isTheirs = token && (token->owner == Token::Owner::Account) == isAccounts
        && (isAccounts || (call.caller.member && token->userId == call.caller.member->userId));
    if (!isTheirs)
        return refuse(404, 1000, QStringLiteral("Invalid API Token"));
    QJsonObject facts = tokenFacts(*token, desk);
    facts.insert(QStringLiteral("name"), token->name);
    facts.insert(QStringLiteral("policies"), policiesOf(*token, desk.state()));
    facts.insert(QStringLiteral("issued_on"), timeJson(token->issuedMs));
    facts.insert(QStringLiteral("modified_on"), timeJson(token->issuedMs));
    return ApiResult {facts};
}

QJsonObject userJson(const Member& member)
{
    return {{QStringLiteral("id"), member.userId},
            {QStringLiteral("email"), member.email},
            {QStringLiteral("first_name"), member.firstName},
            {QStringLiteral("last_name"), member.lastName},
            {QStringLiteral("two_factor_authentication_enabled"), false}};
}

Answer user(ApiDesk&, const ApiCall& call)
{
    QJsonObject facts = userJson(*call.caller.member);
    facts.insert(QStringLiteral("suspended"), false);
    facts.insert(QStringLiteral("organizations"), QJsonArray {});
    return ApiResult {facts};
}

QJsonObject accountJson(const Account& account)
{
    return {{QStringLiteral("id"), account.id},
            {QStringLiteral("name"), account.name},
            {QStringLiteral("type"), QStringLiteral("standard")},
            {QStringLiteral("settings"), QJsonObject {{QStringLiteral("enforce_twofactor"), false}}},
            {QStringLiteral("created_on"), timeJson(account.createdMs)}};
}

struct Leaf {
    std::string_view name;
    Permission read, edit;
};
// What there is of the documented leaves that this account has something for.
constexpr auto kLeaves = std::to_array<Leaf>({{"billing", BillingRead, Count},
                                              {"logs", LogsRead, LogsWrite},
                                              {"analytics", AnalyticsRead, Count},
                                              {"organization", SettingsRead, SettingsWrite}});

QJsonObject leavesJson(Permissions permissions)
{
    QJsonObject leaves;
    for (const Leaf& leaf : kLeaves) {
        const bool edits = leaf.edit != Count && permissions.has(leaf.edit);
        leaves.insert(textOf(leaf.name),
                      QJsonObject {{QStringLiteral("read"), permissions.has(leaf.read)}, {QStringLiteral("edit"), edits}});
    }
    return leaves;
}

QJsonObject roleJson(const Role& role)
{
    return {{QStringLiteral("id"), textOf(role.id)},
            {QStringLiteral("name"), textOf(role.name)},
            {QStringLiteral("description"), textOf(role.description)},
            {QStringLiteral("permissions"), leavesJson(completed(role.permissions))}};
}

Answer memberships(ApiDesk& desk, const ApiCall& call)
{
    const Member& member = *call.caller.member;
    QJsonArray names;
    for (const QString& id : member.roles) {
        if (const Role* role = roleOf(id))
            names.append(textOf(role->name));
    }
    const QJsonObject membership {{QStringLiteral("id"), member.id},
                                  {QStringLiteral("status"), member.status},
                                  {QStringLiteral("account"), accountJson(desk.state().account)},
                                  {QStringLiteral("roles"), names},
                                  {QStringLiteral("permissions"), leavesJson(permissionsOf(member))},
                                  {QStringLiteral("api_access_enabled"), true}};
    const QString status = call.parameter(QStringLiteral("status"));
    return paged(call, status.isEmpty() || status == member.status ? QJsonArray {membership} : QJsonArray {}, 20);
}

Answer accounts(ApiDesk& desk, const ApiCall& call)
{
    return paged(call, {accountJson(desk.state().account)}, 20);
}

Answer account(ApiDesk& desk, const ApiCall& call)
{
    if (call.parts.first() != desk.state().account.id)
        return refuse(403, 10000, QStringLiteral("Authentication error"));
    return ApiResult {accountJson(desk.state().account)};
}

Answer members(ApiDesk& desk, const ApiCall& call)
{
    QJsonArray all;
    for (const Member& member : desk.state().members) {
        QJsonArray held;
        for (const QString& id : member.roles) {
            if (const Role* role = roleOf(id))
                held.append(roleJson(*role));
        }
        all.append(QJsonObject {{QStringLiteral("id"), member.id},
                                {QStringLiteral("email"), member.email},
                                {QStringLiteral("status"), member.status},
                                {QStringLiteral("user"), userJson(member)},
                                {QStringLiteral("roles"), held}});
    }
    return paged(call, all, 20);
}

Answer allRoles(ApiDesk&, const ApiCall& call)
{
    QJsonArray all;
    for (const Role& role : roles())
        all.append(roleJson(role));
    return paged(call, all, 25);
}

Answer groups(ApiDesk&, const ApiCall& call)
{
    const QString name = call.parameter(QStringLiteral("name")), scope = call.parameter(QStringLiteral("scope"));
    QJsonArray all;
    for (const PermissionGroup& group : permissionGroups()) {
        if ((name.isEmpty() || name == textOf(group.name)) && (scope.isEmpty() || scope == textOf(group.scope)))
            all.append(groupJson(group));
    }
    return ApiResult {all};
}

QJsonObject subscriptionJson(const Account& account, const QString& name)
{
    return {{QStringLiteral("id"),
             QString(account.id.first(20) % QString::fromLatin1(name.toUtf8().toHex().rightJustified(12, '0')).right(12))},
            {QStringLiteral("state"), QStringLiteral("Paid")},
            {QStringLiteral("currency"), QStringLiteral("USD")},
            {QStringLiteral("frequency"), QStringLiteral("monthly")},
            {QStringLiteral("rate_plan"),
             QJsonObject {{QStringLiteral("id"), name.toLower().replace(u' ', u'_')},
                          {QStringLiteral("public_name"), name},
                          {QStringLiteral("scope"), QStringLiteral("account")}}}};
}

// The plan's id is not documented: clients look for the word "workers" in it.
Answer subscriptions(ApiDesk& desk, const ApiCall&)
{
    const Account& account = desk.state().account;
    QJsonArray all;
    if (account.workersPaid)
        all.append(subscriptionJson(account, QStringLiteral("Workers Paid")));
    if (account.r2)
        all.append(subscriptionJson(account, QStringLiteral("R2 Paid")));
    return ApiResult {all};
}

/// Zones that the caller may do something with.
Answer zones(ApiDesk& desk, const ApiCall& call)
{
    const QString name = call.parameter(QStringLiteral("name")), account = call.parameter(QStringLiteral("account.id"));
    const bool sees = call.caller.may(RoutesRead) || call.caller.may(ZoneLogsRead);
    QJsonArray all;
    for (const Zone& zone : desk.state().zones) {
        if (!sees || (!name.isEmpty() && name != zone.name) || (!account.isEmpty() && account != desk.state().account.id))
            continue;
        all.append(QJsonObject {
            {QStringLiteral("id"), zone.id},
            {QStringLiteral("name"), zone.name},
            {QStringLiteral("status"), QStringLiteral("active")},
            {QStringLiteral("account"),
             QJsonObject {{QStringLiteral("id"), desk.state().account.id}, {QStringLiteral("name"), desk.state().account.name}}}});
    }
    return paged(call, all, 20);
}

constexpr auto kRoutes = std::to_array<ApiRoute>({
    {"GET", "user/tokens/verify", {}, verifyUser},
    {"GET", "A/tokens/verify", {}, verifyAccount},
    {"GET", "user/tokens/permission_groups", ApiTokensRead, groups, nullptr, 9109},
    {"GET", "A/tokens/permission_groups", AccountTokensRead, groups},
    {"GET", "user/tokens/{}", ApiTokensRead, tokenDetails, nullptr, 9109},
    {"GET", "A/tokens/{}", AccountTokensRead, tokenDetails, nullptr, 9109},
    {"GET", "user", UserDetailsRead, user, nullptr, 9109},
    {"GET", "memberships", MembershipsRead, memberships},
    {"GET", "accounts", {}, accounts},
    {"GET", "accounts/{}", {}, account},
    {"GET", "A/members", SettingsRead, members},
    {"GET", "A/roles", SettingsRead, allRoles},
    {"GET", "A/subscriptions", BillingRead, subscriptions},
    {"GET", "zones", {}, zones},
});

} // namespace

std::span<const ApiRoute> identityRoutes()
{
    return kRoutes;
}

} // namespace tracedeck::sandbox
