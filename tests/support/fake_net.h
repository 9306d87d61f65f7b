#pragma once

#include "async/alarm.h"
#include "base/clock.h"
#include "net/transport.h"

#include <QPromise>

#include <deque>
#include <map>
#include <vector>

namespace tracedeck::test {

/// A clock that stands until it is set.
class SetClock final : public Clock {
public:
    [[nodiscard]] std::int64_t nowMs() const override { return now; }
    std::int64_t now = 1'795'264'560'000; ///< 2026-11-21T12:36:00Z
};

/// An alarm that rings when the test says that time has passed. One thread.
class SetAlarm final : public Alarm {
public:
    explicit SetAlarm(std::shared_ptr<SetClock> clock) : m_clock(std::move(clock)) {}

    void after(std::chrono::milliseconds delay, std::function<void()> ring) override
    {
        delays.push_back(delay);
        m_rings.emplace(m_clock->now + delay.count(), std::move(ring));
    }

    /// Lets time pass until nothing waits any more, or `most` is over.
    void pass(std::chrono::milliseconds most = std::chrono::hours(24))
    {
        const std::int64_t until = m_clock->now + most.count();
        while (!m_rings.empty() && m_rings.begin()->first <= until) {
            m_clock->now = std::max(m_clock->now, m_rings.begin()->first);
            const auto ring = std::move(m_rings.begin()->second);
            m_rings.erase(m_rings.begin());
            ring();
        }
        m_clock->now = std::max(m_clock->now, m_rings.empty() ? m_clock->now : until);
    }

    std::vector<std::chrono::milliseconds> delays;

private:
    std::shared_ptr<SetClock> m_clock;
    std::multimap<std::int64_t, std::function<void()>> m_rings;
};

/// A network that answers as it is told, at once; where it was told nothing it keeps silent until it is stopped or dropped.
class FakeTransport final : public net::Transport {
public:
    FakeTransport() = default;
    ~FakeTransport() override
    {
        for (auto& promise : m_silent)
            keep(*promise, fail(ErrorCode::Cancelled));
    }
    FakeTransport(const FakeTransport&) = delete;
    FakeTransport& operator=(const FakeTransport&) = delete;

    QFuture<Result<net::Response>> send(net::Request request, std::stop_token stop) override
    {
        requests.push_back(request);
        stops.push_back(stop);
        auto promise = std::make_shared<QPromise<Result<net::Response>>>();
        promise->start();
        auto future = promise->future();
        if (answers.empty()) {
            m_silent.push_back(std::move(promise));
            return future;
        }
        keep(*promise, answers.front());
        if (answers.size() > 1)
            answers.pop_front();
        return future;
    }

    void answerSilent(const Result<net::Response>& answer)
    {
        for (auto& promise : std::exchange(m_silent, {}))
            keep(*promise, answer);
    }

    static net::Response response(int status, const QByteArray& body = {}, std::vector<net::Header> headers = {})
    {
        return {status, std::move(headers), body};
    }

    std::deque<Result<net::Response>> answers; ///< the last one again and again
    std::vector<net::Request> requests;
    std::vector<std::stop_token> stops;

private:
    static void keep(QPromise<Result<net::Response>>& promise, const Result<net::Response>& answer)
    {
        promise.addResult(answer);
        promise.finish();
    }

    std::vector<std::shared_ptr<QPromise<Result<net::Response>>>> m_silent;
};

} // namespace tracedeck::test
