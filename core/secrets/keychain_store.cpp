#include "secrets/keychain_store.h"

#include <QCoreApplication>
#include <QPromise>

#include <atomic>
#include <functional>
#include <memory>
#include <qt6keychain/keychain.h>

namespace tracedeck::secrets {

namespace {

/// One question to the keychain: answered once, by it or by being stopped.
template<typename T>
class Errand : public std::enable_shared_from_this<Errand<T>> {
public:
    ~Errand() { answer(fail(ErrorCode::Cancelled)); } // the application ends before the keychain answers
    Errand() = default;
    Errand(const Errand&) = delete;
    Errand& operator=(const Errand&) = delete;

    /// `makeJob` makes the job, `read` what it brought; both run on the application's thread.
    template<typename MakeJob, typename Read>
    QFuture<Result<T>> start(std::stop_token stop, MakeJob makeJob, Read read)
    {
        m_promise.start();
        auto future = m_promise.future();
        auto self = this->shared_from_this();
        m_onStop = std::make_unique<OnStop>(std::move(stop), [weak = this->weak_from_this()] {
            if (const auto stopped = weak.lock())
                stopped->answer(fail(ErrorCode::Cancelled));
        });
        const auto begin = [self, makeJob, read] {
            if (self->m_isAnswered)
                return;
            auto* job = makeJob(); // deletes itself
            QObject::connect(job, &QKeychain::Job::finished, job, [self, job, read] { self->answer(read(*job)); });
            job->start();
        };
        QMetaObject::invokeMethod(QCoreApplication::instance(), begin, Qt::QueuedConnection);
        return future;
    }

private:
    using OnStop = std::stop_callback<std::function<void()>>;

    void answer(Result<T> answer)
    {
        if (m_isAnswered.exchange(true))
            return;
        m_promise.addResult(std::move(answer));
        m_promise.finish();
    }

    QPromise<Result<T>> m_promise;
    std::atomic<bool> m_isAnswered {false};
    std::unique_ptr<OnStop> m_onStop;
};

Error failureOf(const QKeychain::Job& job)
{
    const bool isMissing = job.error() == QKeychain::EntryNotFound;
    return {isMissing ? ErrorCode::NotFound : ErrorCode::KeychainFailed, job.errorString(), isMissing ? job.key() : QString()};
}

Result<void> doneOr(const QKeychain::Job& job)
{
    if (job.error() != QKeychain::NoError)
        return fail(failureOf(job));
    return {};
}

Result<void> erasedOr(const QKeychain::Job& job)
{
    return job.error() == QKeychain::EntryNotFound ? Result<void>() : doneOr(job);
}

Result<SharedSecret> secretOf(const QKeychain::ReadPasswordJob& job)
{
    if (job.error() != QKeychain::NoError)
        return fail(failureOf(job));
    QByteArray bytes = job.binaryData();
    auto secret = std::make_shared<const Secret>(bytes);
    bytes.fill('\0'); // the job keeps a copy for as long as it lives
    return secret;
}

} // namespace

QFuture<Result<SharedSecret>> KeychainStore::read(QString key, std::stop_token stop)
{
    const auto make = [service = m_service, key = std::move(key)] {
        auto* job = new QKeychain::ReadPasswordJob(service);
        job->setKey(key);
        return job;
    };
    return std::make_shared<Errand<SharedSecret>>()->start(std::move(stop), make, secretOf);
}

QFuture<Result<void>> KeychainStore::write(QString key, SharedSecret value, std::stop_token stop)
{
    if (!value)
        return QtFuture::makeReadyFuture(Result<void>(fail(ErrorCode::BadValue, QStringLiteral("no secret to keep"), std::move(key))));
    const auto make = [service = m_service, key = std::move(key), value = std::move(value)] {
        auto* job = new QKeychain::WritePasswordJob(service);
        job->setKey(key);
        value->reveal([job](QByteArrayView bytes) { job->setBinaryData(bytes.toByteArray()); });
        return job;
    };
    return std::make_shared<Errand<void>>()->start(std::move(stop), make, doneOr);
}

QFuture<Result<void>> KeychainStore::erase(QString key, std::stop_token stop)
{
    const auto make = [service = m_service, key = std::move(key)] {
        auto* job = new QKeychain::DeletePasswordJob(service);
        job->setKey(key);
        return job;
    };
    return std::make_shared<Errand<void>>()->start(std::move(stop), make, erasedOr);
}

} // namespace tracedeck::secrets
