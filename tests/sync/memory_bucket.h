#pragma once

#include "delivery/gzip.h"
#include "objects/object_name.h"
#include "objects/object_source.h"

#include <QCryptographicHash>
#include <QPromise>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace tracedeck::test {

/// A bucket in memory that answers on threads of its own, as a network does. Its objects may change while it is read.
class MemoryBucket final : public objects::ObjectSource {
public:
    struct Object {
        QByteArray bytes;
        std::int64_t changedMs = 1'795'000'000'000;
        std::optional<Error> trouble; ///< what reading it gives
    };
    /// Asked before every get, and with "" before every list; an error is the answer.
    using Fault = std::function<std::optional<Error>(const QString& key)>;

    explicit MemoryBucket(int pageSize = 1000, unsigned threads = 4) : m_pageSize(pageSize)
    {
        for (unsigned i = 0; i < threads; ++i)
            m_threads.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }

    void put(const QString& key, const std::string& bytes, std::int64_t changedMs = 1'795'000'000'000)
    {
        const std::lock_guard lock(m_mutex);
        m_objects[key] = {QByteArray::fromStdString(bytes), changedMs, std::nullopt};
    }
    /// An object as Logpush delivers it, its window a minute from there.
    QString deliver(std::int64_t fromMs, const std::string& ndjson, const QString& prefix = {})
    {
        const auto name = objects::objectNameFor({fromMs, fromMs + 60'000}, "0123abcd");
        QString key = prefix + QString::fromStdString(objects::objectKey(name));
        put(key, delivery::gzip(ndjson));
        return key;
    }
    void remove(const QString& key)
    {
        const std::lock_guard lock(m_mutex);
        m_objects.erase(key);
    }
    void spoil(const QString& key, Error error)
    {
        const std::lock_guard lock(m_mutex);
        m_objects[key].trouble = std::move(error);
    }
    void setFault(Fault fault)
    {
        const std::lock_guard lock(m_mutex);
        m_fault = std::move(fault);
    }
    /// Gets are not answered until they are stopped.
    void hang()
    {
        const std::lock_guard lock(m_mutex);
        m_hangs = true;
    }

    QFuture<Result<objects::ListPage>> list(objects::ListRequest request, std::stop_token) override
    {
        return later<objects::ListPage>([this, request] { return listNow(request); });
    }
    QFuture<Result<objects::GotObject>> get(objects::GetRequest request, std::stop_token stop) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_gets.push_back(request.key);
            if (m_hangs)
                return hanging(std::move(stop));
        }
        return later<objects::GotObject>([this, request] { return getNow(request); });
    }
    QFuture<Result<objects::ListedObject>> head(QString, std::stop_token) override
    {
        return later<objects::ListedObject>([] { return Result<objects::ListedObject> {fail(ErrorCode::NotFound)}; });
    }

    [[nodiscard]] std::vector<QString> gets() const
    {
        const std::lock_guard lock(m_mutex);
        return m_gets;
    }
    [[nodiscard]] std::vector<objects::ListRequest> lists() const
    {
        const std::lock_guard lock(m_mutex);
        return m_lists;
    }

private:
    template<typename T, typename Work>
    QFuture<Result<T>> later(Work work)
    {
        const auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        auto future = promise->future();
        {
            const std::lock_guard lock(m_jobsMutex);
            m_jobs.emplace_back([promise, work = std::move(work)] {
                promise->addResult(work());
                promise->finish();
            });
        }
        m_jobsChanged.notify_one();
        return future;
    }

    static QFuture<Result<objects::GotObject>> hanging(std::stop_token stop)
    {
        struct Answer {
            std::shared_ptr<QPromise<Result<objects::GotObject>>> promise = std::make_shared<QPromise<Result<objects::GotObject>>>();
            void operator()() const
            {
                promise->addResult(fail(ErrorCode::Cancelled));
                promise->finish();
            }
        };
        const Answer answer;
        answer.promise->start();
        auto future = answer.promise->future();
        // kept for as long as the test runs: there is nobody else to hold it
        static std::deque<std::unique_ptr<std::stop_callback<Answer>>> waiting;
        waiting.push_back(std::make_unique<std::stop_callback<Answer>>(std::move(stop), answer));
        return future;
    }

    static QString etagOf(const QByteArray& bytes)
    {
        return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex());
    }

    Result<objects::ListPage> listNow(const objects::ListRequest& request)
    {
        const std::lock_guard lock(m_mutex);
        m_lists.push_back(request);
        if (auto error = m_fault ? m_fault({}) : std::nullopt)
            return fail(*error);
        objects::ListPage page;
        const QString behind = request.continuation.isEmpty() ? request.startAfter : request.continuation;
        int entries = 0;
        QString last;
        for (auto at = m_objects.lower_bound(std::max(request.prefix, behind));
             at != m_objects.end() && at->first.startsWith(request.prefix); ++at) {
            const auto& [key, object] = *at;
            const auto slash = request.delimiter.isEmpty() ? -1 : key.indexOf(request.delimiter, request.prefix.size());
            const QString folder = slash < 0 ? QString() : key.left(slash + 1);
            if (key <= behind || (!folder.isEmpty() && behind.startsWith(folder)) || (!folder.isEmpty() && folder == last))
                continue;
            if (entries == std::min(m_pageSize, request.maxKeys)) {
                page.continuation = last;
                break;
            }
            ++entries;
            last = folder.isEmpty() ? key : folder;
            if (folder.isEmpty())
                page.objects.push_back({key, static_cast<std::uint64_t>(object.bytes.size()), etagOf(object.bytes), object.changedMs});
            else
                page.folders.append(folder);
        }
        return page;
    }

    Result<objects::GotObject> getNow(const objects::GetRequest& request)
    {
        const std::lock_guard lock(m_mutex);
        if (auto error = m_fault ? m_fault(request.key) : std::nullopt)
            return fail(*error);
        const auto at = m_objects.find(request.key);
        if (at == m_objects.end())
            return fail(ErrorCode::NotFound, QStringLiteral("NoSuchKey: no such key"), request.key);
        if (at->second.trouble)
            return fail(*at->second.trouble);
        if (request.onReceived)
            request.onReceived(static_cast<std::uint64_t>(at->second.bytes.size()));
        return objects::GotObject {at->second.bytes, etagOf(at->second.bytes), static_cast<std::uint64_t>(at->second.bytes.size()), false};
    }

    void work(const std::stop_token& stop)
    {
        while (true) {
            std::function<void()> job;
            {
                std::unique_lock lock(m_jobsMutex);
                if (!m_jobsChanged.wait(lock, stop, [this] { return !m_jobs.empty(); }))
                    return;
                job = std::move(m_jobs.front());
                m_jobs.pop_front();
            }
            job();
        }
    }

    const int m_pageSize;
    mutable std::mutex m_mutex;
    std::map<QString, Object> m_objects;
    Fault m_fault;
    bool m_hangs = false;
    std::vector<QString> m_gets;
    std::vector<objects::ListRequest> m_lists;
    std::mutex m_jobsMutex;
    std::condition_variable_any m_jobsChanged;
    std::deque<std::function<void()>> m_jobs;
    std::vector<std::jthread> m_threads; // last: they end before what they use goes
};

} // namespace tracedeck::test
