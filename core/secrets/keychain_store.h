#pragma once

#include "secrets/secret_store.h"

namespace tracedeck::secrets {

/// The system's keychain (Secret Service, KWallet). Works on the application's thread, whose event loop must run: results arrive there.
class KeychainStore final : public SecretStore {
public:
    explicit KeychainStore(QString service) : m_service(std::move(service)) {}
    [[nodiscard]] QFuture<Result<SharedSecret>> read(QString key, std::stop_token stop) override;
    [[nodiscard]] QFuture<Result<void>> write(QString key, SharedSecret value, std::stop_token stop) override;
    [[nodiscard]] QFuture<Result<void>> erase(QString key, std::stop_token stop) override;
    [[nodiscard]] bool isLasting() const override { return true; }

private:
    const QString m_service;
};

} // namespace tracedeck::secrets
