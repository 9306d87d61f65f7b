#pragma once

#include "cloudflare/endpoint.h"

#include <QMap>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace tracedeck::cloudflare {

/// What `…/tokens/verify` says of the token that asks.
struct TokenStatus {
    QString id, status; ///< "active", "disabled", "expired"
    std::optional<std::int64_t> expiresMs, notBeforeMs;
};

struct PermissionGroup {
    QString id, name, category;
    QStringList scopes;
};

/// Who may do what on which resources: one policy of a token or of a member.
struct Policy {
    QString id, effect; ///< "allow", "deny"
    std::vector<PermissionGroup> permissionGroups;
    QStringList resources; ///< keys such as "com.cloudflare.api.account.zone.…", or ids of resource groups
};

struct TokenDetails {
    QString id, name, status;
    std::vector<Policy> policies;
    std::optional<std::int64_t> expiresMs;
};

struct User {
    QString id, email, firstName, lastName;
    bool isSuspended = false;
};

struct Account {
    QString id, name, type; ///< "standard", "enterprise"
    std::optional<std::int64_t> createdMs;
};

/// What a role or a membership may do with one thing; `write` also where the API says "edit".
struct Permission {
    bool read = false, write = false;
    bool operator==(const Permission&) const = default;
};
using Permissions = QMap<QString, Permission>; ///< by key: "logs", "workers"

/// That the asking user belongs to an account. Where roles are policies, roles and permissions may be empty.
struct Membership {
    QString id, status; ///< "accepted", "pending", "rejected"
    Account account;
    QStringList roles;
    Permissions permissions;
    std::optional<bool> isApiEnabled;
};

[[nodiscard]] Endpoint<TokenStatus> verifyUserToken();
[[nodiscard]] Endpoint<TokenStatus> verifyAccountToken(const QString& accountId);
[[nodiscard]] Endpoint<TokenDetails> userTokenDetails(const QString& tokenId);
[[nodiscard]] Endpoint<TokenDetails> accountTokenDetails(const QString& accountId, const QString& tokenId);
[[nodiscard]] Endpoint<User> currentUser();
[[nodiscard]] Endpoint<std::vector<Membership>> memberships();
[[nodiscard]] Endpoint<std::vector<Account>> accounts();
/// All groups there are, not the caller's.
[[nodiscard]] Endpoint<std::vector<PermissionGroup>> userPermissionGroups();
[[nodiscard]] Endpoint<std::vector<PermissionGroup>> accountPermissionGroups(const QString& accountId);

[[nodiscard]] Permissions readPermissions(const QJsonObject& permissions);
[[nodiscard]] Policy readPolicy(const QJsonObject& policy);

} // namespace tracedeck::cloudflare
