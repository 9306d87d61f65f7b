#pragma once

#include "sandbox/state.h"

#include <QString>

#include <span>
#include <string_view>

namespace tracedeck::sandbox {

/// A role of the account and what its members may do with the API.
struct Role {
    std::string_view id, name, description;
    Permissions permissions;
};
[[nodiscard]] std::span<const Role> roles();
[[nodiscard]] const Role* roleOf(QStringView id); ///< nullptr where there is none

/// A permission group as tokens are made of: its id, name and scope.
struct PermissionGroup {
    std::string_view id, name, scope, category;
    Permission permission;
};
[[nodiscard]] std::span<const PermissionGroup> permissionGroups();

/// Who asks, and what that allows: of a user's token what the token and its owner's roles both allow, of an account's what it says.
struct Caller {
    const Member* member = nullptr; ///< of a user's token and of a global key
    const Token* token = nullptr;   ///< null: e-mail and global key
    Permissions permissions;

    [[nodiscard]] bool may(Permission permission) const { return permissions.has(permission); }
};
/// With what is implied: who may write may read.
[[nodiscard]] Permissions completed(Permissions permissions);
[[nodiscard]] Permissions permissionsOf(const SandboxState& state, const Token& token);
[[nodiscard]] Permissions permissionsOf(const Member& member);

/// What a token's S3 keys may do with a bucket.
enum class BucketRight : std::uint8_t { None, Read, ReadWrite };
[[nodiscard]] BucketRight bucketRight(const SandboxState& state, const Token& token, const BucketInfo& bucket);
[[nodiscard]] bool isExpired(const Token& token, qint64 nowMs);
/// Neither disabled, nor not valid yet, nor expired.
[[nodiscard]] bool isUsable(const Token& token, qint64 nowMs);

} // namespace tracedeck::sandbox
