#pragma once

#include "cloudflare/account_api.h"

#include <QStringList>

#include <span>

namespace tracedeck::access {

/// What Cloudflare's documents say of a role and Logpush.
enum class LogpushRight : std::uint8_t { None, ReadLogs, Full };
/// … and Workers; NotSaid where they do not say.
enum class WorkersRight : std::uint8_t { NotSaid, None, Read, Write };

/// One documented role. `ui/text` words why.
struct RoleRow {
    const char* name;
    LogpushRight logpush;
    WorkersRight workers;
};
[[nodiscard]] std::span<const RoleRow> documentedRoles();

/// By name, however it is written ("Super Administrator – All Privileges"); nullptr where it is not documented.
[[nodiscard]] const RoleRow* documentedRole(const QString& name);

/// What several roles together say; nullopt where one that is not documented might say more.
[[nodiscard]] std::optional<LogpushRight> logpushRight(const QStringList& roles);
[[nodiscard]] WorkersRight workersRight(const QStringList& roles);
/// By the permission `logs`; nullopt where there is no such key.
[[nodiscard]] std::optional<LogpushRight> logpushRight(const cloudflare::Permissions& permissions);

/// Somebody in the account who may use Logpush.
struct Helper {
    QString name, email;
    QStringList roles;
    bool operator==(const Helper&) const = default;
};
[[nodiscard]] std::vector<Helper> whoCouldHelp(const std::vector<cloudflare::Member>& members);

} // namespace tracedeck::access
