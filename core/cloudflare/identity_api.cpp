#include "cloudflare/identity_api.h"

#include "cloudflare/json_read.h"

namespace tracedeck::cloudflare {

namespace {

TokenStatus readTokenStatus(const QJsonValue& result)
{
    const QJsonObject object = result.toObject();
    return {textAt(object, u"id"), textAt(object, u"status"), timeAt(object, u"expires_on"), timeAt(object, u"not_before")};
}

TokenDetails readTokenDetails(const QJsonValue& result)
{
    const QJsonObject object = result.toObject();
    return {textAt(object, u"id"), textAt(object, u"name"), textAt(object, u"status"), readEach(object.value(u"policies"), readPolicy),
            timeAt(object, u"expires_on")};
}

User readUser(const QJsonValue& result)
{
    const QJsonObject object = result.toObject();
    return {textAt(object, u"id"), textAt(object, u"email"), textAt(object, u"first_name"), textAt(object, u"last_name"),
            flagAt(object, u"suspended").value_or(false)};
}

Account readAccount(const QJsonObject& object)
{
    return {textAt(object, u"id"), textAt(object, u"name"), textAt(object, u"type"), timeAt(object, u"created_on")};
}

Membership readMembership(const QJsonObject& object)
{
    return {textAt(object, u"id"),
            textAt(object, u"status"),
            readAccount(object.value(u"account").toObject()),
            textsAt(object, u"roles"),
            readPermissions(object.value(u"permissions").toObject()),
            flagAt(object, u"api_access_enabled")};
}

PermissionGroup readGroup(const QJsonObject& object)
{
    return {textAt(object, u"id"), textAt(object, u"name"), textAt(object, u"category"), textsAt(object, u"scopes")};
}

std::vector<Membership> readMemberships(const QJsonValue& result)
{
    return readEach(result, readMembership);
}

std::vector<Account> readAccounts(const QJsonValue& result)
{
    return readEach(result, readAccount);
}

std::vector<PermissionGroup> readGroups(const QJsonValue& result)
{
    return readEach(result, readGroup);
}

ApiRequest get(QString path)
{
    return {.path = std::move(path)};
}

} // namespace

Permissions readPermissions(const QJsonObject& permissions)
{
    Permissions read;
    for (auto it = permissions.begin(); it != permissions.end(); ++it) {
        const QJsonObject leaf = it.value().toObject();
        const bool mayWrite = flagAt(leaf, u"write").value_or(false) || flagAt(leaf, u"edit").value_or(false);
        read.insert(it.key(), {flagAt(leaf, u"read").value_or(false), mayWrite});
    }
    return read;
}

// Tokens have `effect` and `resources`, members `access` and `resource_groups`.
Policy readPolicy(const QJsonObject& policy)
{
    Policy read;
    read.id = textAt(policy, u"id");
    read.effect = policy.contains(u"effect") ? textAt(policy, u"effect") : textAt(policy, u"access");
    read.permissionGroups = readEach(policy.value(u"permission_groups"), readGroup);
    read.resources = policy.value(u"resources").toObject().keys();
    const QJsonArray groups = policy.value(u"resource_groups").toArray();
    for (const QJsonValue group : groups)
        read.resources << textAt(group.toObject(), u"id");
    return read;
}

Endpoint<TokenStatus> verifyUserToken()
{
    return {get(QStringLiteral("user/tokens/verify")), Shape::Object, readTokenStatus};
}

Endpoint<TokenStatus> verifyAccountToken(const QString& accountId)
{
    return {get(pathOf({QStringLiteral("accounts"), accountId, QStringLiteral("tokens"), QStringLiteral("verify")})), Shape::Object,
            readTokenStatus};
}

Endpoint<TokenDetails> userTokenDetails(const QString& tokenId)
{
    return {get(pathOf({QStringLiteral("user"), QStringLiteral("tokens"), tokenId})), Shape::Object, readTokenDetails};
}

Endpoint<TokenDetails> accountTokenDetails(const QString& accountId, const QString& tokenId)
{
    return {get(pathOf({QStringLiteral("accounts"), accountId, QStringLiteral("tokens"), tokenId})), Shape::Object, readTokenDetails};
}

Endpoint<User> currentUser()
{
    return {get(QStringLiteral("user")), Shape::Object, readUser};
}

Endpoint<std::vector<Membership>> memberships()
{
    return {get(QStringLiteral("memberships")), Shape::Pages, readMemberships};
}

Endpoint<std::vector<Account>> accounts()
{
    return {get(QStringLiteral("accounts")), Shape::Pages, readAccounts};
}

Endpoint<std::vector<PermissionGroup>> userPermissionGroups()
{
    return {get(QStringLiteral("user/tokens/permission_groups")), Shape::List, readGroups};
}

Endpoint<std::vector<PermissionGroup>> accountPermissionGroups(const QString& accountId)
{
    return {get(pathOf({QStringLiteral("accounts"), accountId, QStringLiteral("tokens"), QStringLiteral("permission_groups")})),
            Shape::List, readGroups};
}

} // namespace tracedeck::cloudflare
