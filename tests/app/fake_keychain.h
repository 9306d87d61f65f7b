#pragma once

#include "secrets/session_store.h"

#include <QStringList>

namespace tracedeck::test {

/// A keychain that lasts, or that refuses everything.
class FakeKeychain final : public secrets::SecretStore {
public:
    QFuture<Result<SharedSecret>> read(QString key, std::stop_token stop) override { return m_inner.read(key, std::move(stop)); }
    QFuture<Result<void>> write(QString key, SharedSecret value, std::stop_token stop) override
    {
        if (isBroken)
            return QtFuture::makeReadyFuture(Result<void>(fail(ErrorCode::KeychainFailed, QStringLiteral("no bus"))));
        if (!key.contains(u"profile/"))
            return m_inner.write(key, std::move(value), std::move(stop));
        keys << key;
        return m_inner.write(key, std::move(value), std::move(stop));
    }
    QFuture<Result<void>> erase(QString key, std::stop_token stop) override
    {
        keys.removeAll(key);
        return m_inner.erase(key, std::move(stop));
    }
    bool isLasting() const override { return true; }

    bool isBroken = false;
    QStringList keys;

private:
    secrets::SessionStore m_inner;
};

} // namespace tracedeck::test
