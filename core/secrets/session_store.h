#pragma once

#include "secrets/secret_store.h"

#include <map>
#include <mutex>

namespace tracedeck::secrets {

/// Secrets in memory, for machines without a keychain: gone when the program ends. Answers at once.
class SessionStore final : public SecretStore {
public:
    [[nodiscard]] QFuture<Result<SharedSecret>> read(QString key, std::stop_token stop) override;
    [[nodiscard]] QFuture<Result<void>> write(QString key, SharedSecret value, std::stop_token stop) override;
    [[nodiscard]] QFuture<Result<void>> erase(QString key, std::stop_token stop) override;
    [[nodiscard]] bool isLasting() const override { return false; }

private:
    std::mutex m_mutex;
    std::map<QString, SharedSecret> m_secrets;
};

} // namespace tracedeck::secrets
