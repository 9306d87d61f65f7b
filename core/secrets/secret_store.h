#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QFuture>
#include <QString>

#include <stop_token>

namespace tracedeck::secrets {

/// Where secrets lie, each under a key that is none itself ("profile/…/token"). Any thread may ask; who stops asking gets Cancelled,
/// what was begun may still happen.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    /// NotFound, or KeychainFailed with the keychain's own words.
    [[nodiscard]] virtual QFuture<Result<SharedSecret>> read(QString key, std::stop_token stop) = 0;
    [[nodiscard]] virtual QFuture<Result<void>> write(QString key, SharedSecret value, std::stop_token stop) = 0;
    /// Nothing under that key is as good as erased.
    [[nodiscard]] virtual QFuture<Result<void>> erase(QString key, std::stop_token stop) = 0;
    /// False where all is gone when the program ends.
    [[nodiscard]] virtual bool isLasting() const = 0;
};

} // namespace tracedeck::secrets
