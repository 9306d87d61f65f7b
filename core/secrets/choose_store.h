#pragma once

#include "secrets/secret_store.h"

#include <chrono>
#include <memory>
#include <optional>

namespace tracedeck::secrets {

/// The store to use, and why it is not the keychain where it is not.
struct ChosenStore {
    std::shared_ptr<SecretStore> store;
    std::optional<Error> reason; ///< KeychainFailed; the store is for the session only then
};

/// Tries `keychain` with an entry of its own (written, read, erased; the system may ask for its password then) and falls back to a store
/// for the session: also where nothing answers for `patience`. Needs the application's event loop.
[[nodiscard]] QFuture<Result<ChosenStore>> chooseStore(std::shared_ptr<SecretStore> keychain, std::stop_token stop,
                                                       std::chrono::milliseconds patience = std::chrono::seconds(60));

} // namespace tracedeck::secrets
