#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <cstdint>
#include <variant>
#include <vector>

namespace tracedeck::settings {

/// An S3-compatible bucket that is read. The secret parts lie in the keychain under the keys named here.
struct BucketPlace {
    QUrl endpoint;
    QString bucket, prefix, region = QStringLiteral("auto");
    QString accessKeyId;
    QString secretKey;       ///< the keychain's key of the secret access key
    QString sessionTokenKey; ///< … of the session token; "" = none
    bool operator==(const BucketPlace&) const = default;
};

struct FolderPlace {
    QString path;
    bool operator==(const FolderPlace&) const = default;
};

/// The built-in account's own bucket.
struct SandboxPlace {
    bool operator==(const SandboxPlace&) const = default;
};

/// Of a kind that a later version made: kept, not understood.
struct UnknownPlace {
    bool operator==(const UnknownPlace&) const = default;
};

/// Where logs are read from.
struct LogSource {
    QString id, name;
    std::variant<BucketPlace, FolderPlace, SandboxPlace, UnknownPlace> place {FolderPlace {}};
    QJsonObject unknown {}; ///< what else stands in the file
    bool operator==(const LogSource&) const = default;
};

enum class CredentialKind : std::uint8_t { None, ApiToken, GlobalKey };

/// An account with its credential and its log sources. Holds no secret, only where they lie.
struct Profile {
    QString id, name;
    QString accountId, accountName;
    QUrl baseUrl;
    CredentialKind credential = CredentialKind::None;
    QString email;     ///< GlobalKey only
    QString secretKey; ///< the keychain's key of the token or key
    bool isReadOnly = false;
    QString tint; ///< how the window is told apart: a name of the theme's; "" = as always
    std::vector<LogSource> sources;
    QJsonObject unknown {};
    bool operator==(const Profile&) const = default;
};

[[nodiscard]] QString newId();
/// The keychain's key for a secret of a profile: "profile/ID/WHAT".
[[nodiscard]] QString secretKeyFor(const QString& profileId, const QString& what);
/// All that must leave the keychain when this profile is forgotten.
[[nodiscard]] QStringList secretKeysOf(const Profile& profile);

[[nodiscard]] QJsonObject printProfile(const Profile& profile);
/// BadValue with the key that is wrong as subject.
[[nodiscard]] Result<Profile> readProfile(const QJsonObject& object);

} // namespace tracedeck::settings
