#include "secrets/session_store.h"

namespace tracedeck::secrets {

QFuture<Result<SharedSecret>> SessionStore::read(QString key, std::stop_token /*stop*/)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_secrets.find(key);
    return QtFuture::makeReadyFuture(found == m_secrets.end() ? Result<SharedSecret>(fail(ErrorCode::NotFound, {}, std::move(key)))
                                                              : Result<SharedSecret>(found->second));
}

QFuture<Result<void>> SessionStore::write(QString key, SharedSecret value, std::stop_token /*stop*/)
{
    if (!value)
        return QtFuture::makeReadyFuture(Result<void>(fail(ErrorCode::BadValue, QStringLiteral("no secret to keep"), std::move(key))));
    const std::lock_guard lock(m_mutex);
    m_secrets.insert_or_assign(std::move(key), std::move(value));
    return QtFuture::makeReadyFuture(Result<void>());
}

QFuture<Result<void>> SessionStore::erase(QString key, std::stop_token /*stop*/)
{
    const std::lock_guard lock(m_mutex);
    m_secrets.erase(key);
    return QtFuture::makeReadyFuture(Result<void>());
}

} // namespace tracedeck::secrets
