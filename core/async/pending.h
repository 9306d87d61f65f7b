#pragma once

#include "base/result.h"

#include <QFutureWatcher>

#include <memory>
#include <stop_token>
#include <utility>

namespace tracedeck {

/// Made out of line: gcc 12 takes one that is made in place for one that is read before.
[[nodiscard]] std::stop_source newStopSource();

/// A running operation seen by its owner: dropping it asks the work to stop, and `done` never runs.
/// Lives on one thread with an event loop; `done` runs there.
template<typename T>
class [[nodiscard]] Pending {
public:
    Pending() = default;

    /// `start(std::stop_token)` returns a QFuture<Result<T>>; `done(Result<T>)` is called once unless this is dropped first.
    template<typename Start, typename Done>
    Pending(Start&& start, Done done) : m_watcher(new QFutureWatcher<Result<T>>)
    {
        auto* watcher = m_watcher.get();
        QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, [watcher, done = std::move(done)]() mutable {
            auto future = watcher->future();
            done(future.resultCount() > 0 ? future.result() : Result<T> {fail(ErrorCode::Cancelled)});
        });
        watcher->setFuture(std::forward<Start>(start)(m_stop.get_token()));
    }

    Pending(Pending&&) noexcept = default;
    Pending& operator=(Pending&& other) noexcept
    {
        m_stop.request_stop();
        m_stop = std::exchange(other.m_stop, newStopSource());
        m_watcher = std::move(other.m_watcher);
        return *this;
    }
    Pending(const Pending&) = delete;
    Pending& operator=(const Pending&) = delete;
    ~Pending() { m_stop.request_stop(); }

    [[nodiscard]] bool isRunning() const { return m_watcher && !m_watcher->isFinished(); }
    void cancel() { *this = Pending {}; }

private:
    struct DropQuietly {
        void operator()(QObject* watcher) const
        {
            watcher->disconnect();
            watcher->deleteLater(); // `done` may be what drops us
        }
    };
    std::stop_source m_stop = newStopSource();
    std::unique_ptr<QFutureWatcher<Result<T>>, DropQuietly> m_watcher;
};

} // namespace tracedeck
