#pragma once

#include <QFuture>
#include <QPromise>

#include <atomic>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace tracedeck {

/// Names our way to the inside of a future, see below.
struct ContinuationDoor {};

} // namespace tracedeck

/// Futures are friends of each other: this one, which holds nothing, sets continuations on others.
template<>
class QFuture<tracedeck::ContinuationDoor> {
public:
    template<typename T, typename Run>
    static void attach(const QFuture<T>& future, Run run)
    {
        Inside(future.d).setContinuation(std::move(run));
    }

private:
    struct Inside : QFutureInterfaceBase {
        explicit Inside(const QFutureInterfaceBase& shared) : QFutureInterfaceBase(shared) {}
        using QFutureInterfaceBase::setContinuation;
    };
};

namespace tracedeck {

namespace detail {

/// A continuation that is run once, whoever comes first; then it lets go of all that it holds.
template<typename T, typename Read>
class Continuation {
public:
    using R = std::invoke_result_t<Read, const QFuture<T>&>;

    explicit Continuation(Read read) : m_read(std::move(read)) { m_promise.start(); }
    [[nodiscard]] QFuture<R> future() const { return m_promise.future(); }

    void run(const QFutureInterfaceBase& finished)
    {
        if (m_isTaken.exchange(true))
            return;
        const QFuture<T> future = QFutureInterface<T>(finished).future();
        Read read = *std::exchange(m_read, std::nullopt);
        if constexpr (std::is_void_v<R>)
            read(future);
        else
            m_promise.addResult(read(future));
        m_promise.finish();
    }

private:
    std::atomic<bool> m_isTaken {false};
    std::optional<Read> m_read;
    QPromise<R> m_promise;
};

} // namespace detail

/// Calls `read(const QFuture<T>&)` once when the future is finished, also where it is dropped without a result: on the thread that
/// finishes it, or here and at once. What it returns is the result of the future that is returned.
/// Not QFuture::then: that of Qt 6.4 runs twice, and crashes, when the future finishes while it is attached.
template<typename T, typename Read>
auto then(const QFuture<T>& future, Read read) -> QFuture<std::invoke_result_t<Read, const QFuture<T>&>>
{
    auto continuation = std::make_shared<detail::Continuation<T, Read>>(std::move(read));
    auto result = continuation->future();
    QFuture<ContinuationDoor>::attach(
        future, [continuation = std::move(continuation)](const QFutureInterfaceBase& finished) { continuation->run(finished); });
    return result;
}

} // namespace tracedeck
