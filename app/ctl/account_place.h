#pragma once

#include "async/pending.h"
#include "cloudflare/credential.h"
#include "commands.h"
#include "secrets/secret_store.h"
#include "settings/profile_book.h"

#include <QUrl>

#include <functional>
#include <optional>
#include <string>

namespace tracedeck::ctl {

/// Which account, and who asks, as commands take it: a profile, or an address with a token from outside of argv.
struct AccountOptions {
    std::string profile, baseUrl = "https://api.cloudflare.com/client/v4", account, email, tokenFile, caFile;
};
void addAccountOptions(CLI::App& command, AccountOptions& options);

/// An account as it is asked.
struct AccountPlace {
    QUrl baseUrl;
    cloudflare::Credential credential;
    QString accountId;
    std::optional<settings::BucketPlace> bucket; ///< the profile's first, if it has one
    SharedSecret bucketSecret, bucketSession;    ///< null where the keychain has none
    bool isReadOnly = false;                     ///< the profile's: nothing is to be changed
};

/// Opens what the options name; profiles need the keychain and so an event loop. Dropping it stops.
class AccountDoor {
public:
    using Done = std::function<void(Result<AccountPlace>)>;

    explicit AccountDoor(std::shared_ptr<secrets::SecretStore> keychain);
    /// `done` is called once, perhaps at once. NotFound: no such profile, or no token at all.
    void open(const AccountOptions& options, Done done);

private:
    struct Wanted {
        QString key;
        SharedSecret* into; ///< of `m_place`
        bool isNeeded;
    };
    void openProfile(const AccountOptions& options);
    void readNext();

    std::shared_ptr<secrets::SecretStore> m_keychain;
    Done m_done;
    AccountPlace m_place;
    std::vector<Wanted> m_wanted; ///< the last one is next
    Pending<SharedSecret> m_pending;
};

} // namespace tracedeck::ctl
