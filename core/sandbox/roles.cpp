#include "sandbox/roles.h"

#include <algorithm>
#include <array>

namespace tracedeck::sandbox {

namespace {

using enum Permission;

/// What every user may do with what is their own.
constexpr Permissions kOwn {MembershipsRead, UserDetailsRead, ApiTokensRead, ApiTokensWrite};

constexpr Permissions kWorkersRead {ScriptsRead, TailRead, R2Read, R2ItemRead, AnalyticsRead};
constexpr Permissions kWorkersAdmin = kWorkersRead.with({ScriptsWrite, R2Write, R2ItemWrite, RoutesWrite, RoutesRead});
constexpr Permissions kReadAll = kWorkersRead.with({LogsRead, ZoneLogsRead, SettingsRead, BillingRead, RoutesRead, AccountTokensRead});
constexpr Permissions kAdministrator = Permissions::all().without({AccountTokensWrite});

// The ids are this program's own: clients have to look roles up by name.
constexpr auto kRoles = std::to_array<Role>({
    {"5b0e3f1e6c9d4d71a3a0f0a1d2c4e601", "Super Administrator - All Privileges",
     "Can edit any Cloudflare setting, make purchases, update billing, and manage memberships.", Permissions::all()},
    {"5b0e3f1e6c9d4d71a3a0f0a1d2c4e602", "Administrator",
     "Can access the full account and configure it, except for billing and memberships.", kAdministrator},
    {"5b0e3f1e6c9d4d71a3a0f0a1d2c4e603", "Administrator Read Only", "Can access the full account in read-only mode.", kReadAll},
    {"5b0e3f1e6c9d4d71a3a0f0a1d2c4e604",
     "Log Share",
     "Can edit Log Share configuration.",
     {LogsRead, LogsWrite, ZoneLogsRead, ZoneLogsWrite}},
    {"5b0e3f1e6c9d4d71a3a0f0a1d2c4e605", "Log Share Reader", "Can read Enterprise Log Share.", {LogsRead, ZoneLogsRead}},
    {"5b0e3f1e6c9d4d71a3a0f0a1d2c4e606", "Workers Platform Admin", "Can edit Workers, Pages, Durable Objects, KV and R2.", kWorkersAdmin},
    {"5b0e3f1e6c9d4d71a3a0f0a1d2c4e607", "Workers Platform (Read-only)", "Can read Workers, Pages, Durable Objects, KV and R2.",
     kWorkersRead},
    {"5b0e3f1e6c9d4d71a3a0f0a1d2c4e608",
     "Cloudflare R2 Admin",
     "Can edit R2 buckets, objects, and associated configurations.",
     {R2Read, R2Write, R2ItemRead, R2ItemWrite}},
    {"5b0e3f1e6c9d4d71a3a0f0a1d2c4e609",
     "Cloudflare R2 Read",
     "Can read R2 buckets, objects, and associated configurations.",
     {R2Read, R2ItemRead}},
    {"5b0e3f1e6c9d4d71a3a0f0a1d2c4e610", "Billing", "Can edit the account's billing profile and subscriptions.", {BillingRead}},
    {"5b0e3f1e6c9d4d71a3a0f0a1d2c4e611", "Minimal Account Access", "Can view account, and nothing else.", {}},
});

constexpr std::string_view kAccountScope = "com.cloudflare.api.account";
constexpr std::string_view kZoneScope = "com.cloudflare.api.account.zone";
constexpr std::string_view kUserScope = "com.cloudflare.api.user";
constexpr std::string_view kBucketScope = "com.cloudflare.edge.r2.bucket";

// Published ids where there are any; those that begin with 5b0e are this program's own.
constexpr auto kGroups = std::to_array<PermissionGroup>({
    {"5b0e9a4c21c64f0c8f5f7b1d9e0a0101", "Logs Read", kAccountScope, "analytics_and_logs", LogsRead},
    {"5b0e9a4c21c64f0c8f5f7b1d9e0a0102", "Logs Write", kAccountScope, "analytics_and_logs", LogsWrite},
    {"c4a30cd58c5d42619c86a3c36c441e2d", "Logs Read", kZoneScope, "analytics_and_logs", ZoneLogsRead},
    {"3e0b5820118e47f3922f7c989e673882", "Logs Write", kZoneScope, "analytics_and_logs", ZoneLogsWrite},
    {"1a71c399035b4950a1bd1466bbe4f420", "Workers Scripts Read", kAccountScope, "developer_platform", ScriptsRead},
    {"e086da7e2179491d91ee5f35b3ca210a", "Workers Scripts Write", kAccountScope, "developer_platform", ScriptsWrite},
    {"5b0e9a4c21c64f0c8f5f7b1d9e0a0103", "Workers Tail Read", kAccountScope, "developer_platform", TailRead},
    {"5b0e9a4c21c64f0c8f5f7b1d9e0a0104", "Workers Routes Read", kZoneScope, "developer_platform", RoutesRead},
    {"5b0e9a4c21c64f0c8f5f7b1d9e0a0105", "Workers Routes Write", kZoneScope, "developer_platform", RoutesWrite},
    {"c1fde68c7bcc44588cbb6ddbc16d6480", "Account Settings Read", kAccountScope, "account_and_billing", SettingsRead},
    {"1af1fa2adc104452b74a9a3364202f20", "Account Settings Write", kAccountScope, "account_and_billing", SettingsWrite},
    {"7cf72faf220841aabcfdfab81c43c4f6", "Billing Read", kAccountScope, "account_and_billing", BillingRead},
    {"5b0e9a4c21c64f0c8f5f7b1d9e0a0106", "Workers R2 Storage Read", kAccountScope, "developer_platform", R2Read},
    {"5b0e9a4c21c64f0c8f5f7b1d9e0a0107", "Workers R2 Storage Write", kAccountScope, "developer_platform", R2Write},
    {"6a018a9f2fc74eb6b293b0c548f38b39", "Workers R2 Storage Bucket Item Read", kBucketScope, "developer_platform", R2ItemRead},
    {"5b0e9a4c21c64f0c8f5f7b1d9e0a0108", "Workers R2 Storage Bucket Item Write", kBucketScope, "developer_platform", R2ItemWrite},
    {"5b0e9a4c21c64f0c8f5f7b1d9e0a0109", "Account Analytics Read", kAccountScope, "analytics_and_logs", AnalyticsRead},
    {"3518d0f75557482e952c6762d3e64903", "Memberships Read", kUserScope, "user", MembershipsRead},
    {"8acbe5bb0d54464ab867149d7f7cf8ac", "User Details Read", kUserScope, "user", UserDetailsRead},
    {"0cc3a61731504c89b99ec1be78b77aa0", "API Tokens Read", kUserScope, "user", ApiTokensRead},
    {"5b0e9a4c21c64f0c8f5f7b1d9e0a0110", "API Tokens Write", kUserScope, "user", ApiTokensWrite},
    {"5b0e9a4c21c64f0c8f5f7b1d9e0a0111", "Account API Tokens Read", kAccountScope, "account_and_billing", AccountTokensRead},
    {"5b0e9a4c21c64f0c8f5f7b1d9e0a0112", "Account API Tokens Write", kAccountScope, "account_and_billing", AccountTokensWrite},
});

// Who may write may read.
constexpr auto kImplied = std::to_array<std::pair<Permission, Permission>>({{LogsWrite, LogsRead},
                                                                            {ZoneLogsWrite, ZoneLogsRead},
                                                                            {ScriptsWrite, ScriptsRead},
                                                                            {RoutesWrite, RoutesRead},
                                                                            {SettingsWrite, SettingsRead},
                                                                            {R2Write, R2Read},
                                                                            {R2Write, R2ItemWrite},
                                                                            {R2Read, R2ItemRead},
                                                                            {R2ItemWrite, R2ItemRead},
                                                                            {ApiTokensWrite, ApiTokensRead},
                                                                            {AccountTokensWrite, AccountTokensRead}});

bool isGoodForBucket(const Token& token, const BucketInfo& bucket)
{
    return token.buckets.isEmpty() || token.buckets.contains(bucket.jurisdiction % u'_' % bucket.name);
}

} // namespace

std::span<const Role> roles()
{
    return kRoles;
}

const Role* roleOf(QStringView id)
{
    const QByteArray wanted = id.toUtf8();
    const auto* found = std::ranges::find_if(kRoles, [&wanted](const Role& role) {
        return wanted == QByteArrayView {role.id.data(), static_cast<qsizetype>(role.id.size())};
    });
    return found == kRoles.end() ? nullptr : found;
}

std::span<const PermissionGroup> permissionGroups()
{
    return kGroups;
}

Permissions completed(Permissions permissions)
{
    for (const auto& [strong, weak] : kImplied) { // in an order that needs no second round
        if (permissions.has(strong))
            permissions.add(weak);
    }
    return permissions;
}

Permissions permissionsOf(const Member& member)
{
    Permissions permissions = kOwn;
    if (member.status == u"accepted") {
        for (const QString& id : member.roles) {
            if (const Role* role = roleOf(id))
                permissions = permissions.with(completed(role->permissions));
        }
    }
    return permissions;
}

Permissions permissionsOf(const SandboxState& state, const Token& token)
{
    const Permissions own = completed(token.permissions);
    if (token.owner == Token::Owner::Account)
        return own;
    const auto member = std::ranges::find(state.members, token.userId, &Member::userId);
    return member == state.members.end() ? Permissions {} : own.within(permissionsOf(*member));
}

BucketRight bucketRight(const SandboxState& state, const Token& token, const BucketInfo& bucket)
{
    const Permissions permissions = permissionsOf(state, token);
    const bool item = isGoodForBucket(token, bucket);
    if (permissions.has(R2Write) || (permissions.has(R2ItemWrite) && item))
        return BucketRight::ReadWrite;
    return permissions.has(R2Read) || (permissions.has(R2ItemRead) && item) ? BucketRight::Read : BucketRight::None;
}

bool isExpired(const Token& token, qint64 nowMs)
{
    return token.expiresMs != 0 && nowMs >= token.expiresMs;
}

bool isUsable(const Token& token, qint64 nowMs)
{
    return token.status == u"active" && nowMs >= token.notBeforeMs && !isExpired(token, nowMs);
}

} // namespace tracedeck::sandbox
