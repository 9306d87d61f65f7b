#pragma once

#include "cloudflare/identity_api.h"

namespace tracedeck::cloudflare {

struct Role {
    QString id, name, description;
    Permissions permissions;
};

/// Somebody who belongs to an account. With policies instead of roles, `roles` may be empty.
struct Member {
    QString id, email, firstName, lastName, status;
    std::vector<Role> roles;
    std::vector<Policy> policies;
};

/// What an account pays for.
struct Subscription {
    QString id, state; ///< "Paid", "Trial", "Cancelled" …
    QString planId, planName, planScope;
    double price = 0;
    QString currency, frequency;
    std::optional<std::int64_t> fromMs, toMs;
};

[[nodiscard]] Endpoint<std::vector<Member>> members(const QString& accountId);
[[nodiscard]] Endpoint<std::vector<Role>> roles(const QString& accountId);
[[nodiscard]] Endpoint<std::vector<Subscription>> subscriptions(const QString& accountId);

} // namespace tracedeck::cloudflare
