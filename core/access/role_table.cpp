#include "access/role_table.h"

#include <algorithm>
#include <array>

namespace tracedeck::access {

namespace {

constexpr auto kRoles = std::to_array<RoleRow>({
    {"Super Administrator - All Privileges", LogpushRight::Full, WorkersRight::Write},
    {"Administrator", LogpushRight::Full, WorkersRight::NotSaid},
    {"Log Share", LogpushRight::Full, WorkersRight::NotSaid},
    {"Log Share Reader", LogpushRight::ReadLogs, WorkersRight::NotSaid},
    {"Administrator Read Only", LogpushRight::None, WorkersRight::NotSaid},
    {"Workers Platform Admin", LogpushRight::None, WorkersRight::Write},
    {"Workers Platform (Read-only)", LogpushRight::None, WorkersRight::Read},
    {"Cloudflare R2 Admin", LogpushRight::None, WorkersRight::None},
    {"Cloudflare R2 Read", LogpushRight::None, WorkersRight::None},
    {"Minimal Account Access", LogpushRight::None, WorkersRight::NotSaid},
});

/// Letters and digits alone, lower case: dashes, brackets and spaces are written in several ways.
QString essence(const QString& name)
{
    QString letters;
    for (const QChar c : name) {
        if (c.isLetterOrNumber())
            letters += c.toLower();
    }
    return letters;
}

} // namespace

std::span<const RoleRow> documentedRoles()
{
    return kRoles;
}

const RoleRow* documentedRole(const QString& name)
{
    const QString wanted = essence(name);
    const auto row = std::ranges::find_if(kRoles, [&](const RoleRow& each) { return essence(QString::fromLatin1(each.name)) == wanted; });
    if (row != kRoles.end())
        return &*row;
    return wanted == essence(QStringLiteral("Super Administrator")) ? kRoles.data() : nullptr;
}

std::optional<LogpushRight> logpushRight(const QStringList& roles)
{
    std::optional<LogpushRight> best;
    bool allKnown = true;
    for (const QString& name : roles) {
        const RoleRow* row = documentedRole(name);
        allKnown = allKnown && row != nullptr;
        if (row != nullptr)
            best = std::max(best.value_or(LogpushRight::None), row->logpush);
    }
    return allKnown || best == LogpushRight::Full ? best : std::nullopt;
}

WorkersRight workersRight(const QStringList& roles)
{
    WorkersRight best = WorkersRight::None;
    bool allSaid = !roles.isEmpty();
    for (const QString& name : roles) {
        const RoleRow* row = documentedRole(name);
        const WorkersRight right = row != nullptr ? row->workers : WorkersRight::NotSaid;
        allSaid = allSaid && right != WorkersRight::NotSaid;
        best = std::max(best, right);
    }
    return allSaid || best == WorkersRight::Write ? best : WorkersRight::NotSaid;
}

std::optional<LogpushRight> logpushRight(const cloudflare::Permissions& permissions)
{
    const auto logs = permissions.constFind(QStringLiteral("logs"));
    if (logs == permissions.constEnd())
        return std::nullopt;
    return logs->write ? LogpushRight::Full : logs->read ? LogpushRight::ReadLogs : LogpushRight::None;
}

std::vector<Helper> whoCouldHelp(const std::vector<cloudflare::Member>& members)
{
    std::vector<Helper> helpers;
    for (const cloudflare::Member& member : members) {
        if (member.status != u"accepted")
            continue;
        QStringList roles;
        for (const cloudflare::Role& role : member.roles) {
            if (logpushRight(role.permissions).value_or(logpushRight(QStringList {role.name}).value_or(LogpushRight::None))
                == LogpushRight::Full)
                roles << role.name;
        }
        if (!roles.isEmpty())
            helpers.push_back({QString(member.firstName % u' ' % member.lastName).trimmed(), member.email, roles});
    }
    return helpers;
}

} // namespace tracedeck::access
