#pragma once

#include "base/secret.h"
#include "settings/profile.h"

#include <QMetaType>

namespace tracedeck::ui {

/// An account as somebody entered it: checked as far as that goes without asking anybody.
struct AccountEntry {
    settings::CredentialKind credential = settings::CredentialKind::ApiToken;
    SharedSecret secret; ///< token or key; never null
    QString email;       ///< GlobalKey only
    QString accountId;   ///< "" = found from the credential
    QUrl baseUrl;        ///< empty = Cloudflare's own
    QString name;        ///< "" = as the account is called
    bool isReadOnly = false;
};

/// A bucket as somebody entered it. `place` has no keychain's keys yet: whoever keeps the secrets names them.
struct BucketEntry {
    settings::BucketPlace place;
    SharedSecret secretAccessKey; ///< never null
    SharedSecret sessionToken;    ///< null = none
    QString name;
};

} // namespace tracedeck::ui

Q_DECLARE_METATYPE(tracedeck::ui::AccountEntry)
Q_DECLARE_METATYPE(tracedeck::ui::BucketEntry)
