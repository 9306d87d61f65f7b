#include "secrets/choose_store.h"

#include "async/outcome.h"
#include "async/then.h"
#include "secrets/session_store.h"

#include <QCoreApplication>
#include <QPromise>
#include <QTimer>
#include <QUuid>

#include <atomic>

namespace tracedeck::secrets {

namespace {

/// The trial of a keychain, step by step.
class Trial : public std::enable_shared_from_this<Trial> {
public:
    Trial(std::shared_ptr<SecretStore> keychain, std::stop_token stop) : m_keychain(std::move(keychain)), m_stop(std::move(stop)) {}
    ~Trial() { answer(fail(ErrorCode::Cancelled)); }
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;

    QFuture<Result<ChosenStore>> start(std::chrono::milliseconds patience)
    {
        m_promise.start();
        auto future = m_promise.future();
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self = shared_from_this(), patience] {
                QTimer::singleShot(patience, QCoreApplication::instance(), [weak = self->weak_from_this()] {
                    if (const auto waiting = weak.lock())
                        waiting->fallBack({ErrorCode::KeychainFailed, QStringLiteral("no answer in time"), {}});
                });
            },
            Qt::QueuedConnection);
        then(m_keychain->write(m_key, m_value, m_stop),
             [self = shared_from_this()](const QFuture<Result<void>>& done) { self->onWritten(outcomeOf(done)); });
        return future;
    }

private:
    void onWritten(const Result<void>& written)
    {
        if (!written)
            return fallBack(written.error());
        then(m_keychain->read(m_key, m_stop),
             [self = shared_from_this()](const QFuture<Result<SharedSecret>>& done) { self->onRead(outcomeOf(done)); });
    }

    void onRead(const Result<SharedSecret>& read)
    {
        if (!read)
            return fallBack(read.error());
        const bool isSame =
            (*read)->reveal([this](QByteArrayView got) { return m_value->reveal([got](QByteArrayView put) { return got == put; }); });
        if (!isSame)
            return fallBack({ErrorCode::KeychainFailed, QStringLiteral("it gave back something else than it was given"), {}});
        then(m_keychain->erase(m_key, m_stop), [self = shared_from_this()](const QFuture<Result<void>>& done) {
            const auto erased = outcomeOf(done);
            erased ? self->answer(ChosenStore {self->m_keychain, std::nullopt}) : self->fallBack(erased.error());
        });
    }

    void fallBack(const Error& why)
    {
        if (why.code == ErrorCode::Cancelled)
            return answer(fail(why));
        answer(ChosenStore {std::make_shared<SessionStore>(), Error {ErrorCode::KeychainFailed, why.detail, {}}});
    }

    void answer(Result<ChosenStore> answer)
    {
        if (m_isAnswered.exchange(true))
            return;
        m_promise.addResult(std::move(answer));
        m_promise.finish();
    }

    const std::shared_ptr<SecretStore> m_keychain;
    const std::stop_token m_stop;
    const QString m_key = QStringLiteral("trial/") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    const SharedSecret m_value = std::make_shared<const Secret>(QUuid::createUuid().toByteArray());
    QPromise<Result<ChosenStore>> m_promise;
    std::atomic<bool> m_isAnswered {false};
};

} // namespace

QFuture<Result<ChosenStore>> chooseStore(std::shared_ptr<SecretStore> keychain, std::stop_token stop, std::chrono::milliseconds patience)
{
    return std::make_shared<Trial>(std::move(keychain), std::move(stop))->start(patience);
}

} // namespace tracedeck::secrets
