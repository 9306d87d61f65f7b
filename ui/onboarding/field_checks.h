#pragma once

#include "base/secret.h"
#include "widgets/form_row.h"

#include <QString>
#include <QUrl>

#include <functional>

namespace tracedeck::ui {

class SecretField;

// What can be said of what somebody typed before anybody is asked. Pure: nothing is sent, nothing is kept.

/// An address of a bucket, read from an address or from an account id of Cloudflare.
struct ReadEndpoint {
    QUrl url; ///< empty where `remark` is an error
    bool isR2 = false;
    QString jurisdiction; ///< named by the address itself; "" = none is
    Remark remark;
};

[[nodiscard]] Remark checkToken(const Secret& token);
[[nodiscard]] Remark checkGlobalKey(const Secret& key);
[[nodiscard]] Remark checkEmail(const QString& typed);
[[nodiscard]] Remark checkAccountId(const QString& typed);  ///< "" is good
[[nodiscard]] Remark checkApiAddress(const QString& typed); ///< "" is good
[[nodiscard]] QUrl readApiAddress(const QString& typed);

[[nodiscard]] ReadEndpoint readEndpoint(const QString& typed);
[[nodiscard]] Remark checkBucketName(const QString& typed);
[[nodiscard]] Remark checkPrefix(const QString& typed);
[[nodiscard]] Remark checkRegion(const QString& typed);
[[nodiscard]] Remark checkAccessKeyId(const QString& typed, bool isR2);
/// `keyId`: to tell keys that stand in each other's place.
[[nodiscard]] Remark checkSecretKey(const Secret& secret, const QString& keyId, bool isR2);
[[nodiscard]] Remark checkSessionToken(const Secret& token); ///< empty is good

/// What `check` says of what the field holds, and that blanks around it are left out.
[[nodiscard]] Remark remarkOn(const SecretField& field, const std::function<Remark(const Secret&)>& check);

} // namespace tracedeck::ui
