#pragma once

#include "net/transport.h"

#include <QPromise>

#include <deque>
#include <functional>
#include <mutex>

namespace tracedeck::test {

/// A network that answers what a test says, at once, and remembers what was asked.
class ScriptedTransport final : public net::Transport {
public:
    using Answer = Result<net::Response>;
    using Answerer = std::function<Answer(const net::Request&)>;

    explicit ScriptedTransport(Answerer answerer) : m_answerer(std::move(answerer)) {}
    /// These answers, one after another; the last one stays.
    explicit ScriptedTransport(std::deque<Answer> answers)
        : m_answerer([answers = std::move(answers)](const net::Request&) mutable {
            Answer first = answers.front();
            if (answers.size() > 1)
                answers.pop_front();
            return first;
        })
    {}

    QFuture<Answer> send(net::Request request, std::stop_token stop) override
    {
        QPromise<Answer> promise;
        promise.start();
        {
            const std::lock_guard lock(m_mutex);
            promise.addResult(stop.stop_requested() ? Answer {fail(ErrorCode::Cancelled)} : m_answerer(request));
            m_asked.push_back(std::move(request));
        }
        promise.finish();
        return promise.future();
    }

    [[nodiscard]] std::vector<net::Request> asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

private:
    mutable std::mutex m_mutex;
    Answerer m_answerer;
    std::vector<net::Request> m_asked;
};

inline net::Response answer(int status, QByteArray body = {}, std::vector<net::Header> headers = {})
{
    return {status, std::move(headers), std::move(body)};
}

inline net::Response refusal(int status, const QByteArray& code, std::vector<net::Header> headers = {})
{
    return answer(status, "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>because</Message></Error>", std::move(headers));
}

} // namespace tracedeck::test
