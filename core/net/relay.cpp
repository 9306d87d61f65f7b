#include "net/relay.h"

#include "async/outcome.h"
#include "async/then.h"

namespace tracedeck::net {

void RelayFrame::close()
{
    closing.request_stop();
    gate.close();
}

RelayedCall::RelayedCall(std::shared_ptr<RelayFrame> frame, Request request, std::stop_token stop)
    : m_frame(std::move(frame))
    , m_request(std::move(request))
    , m_callers(std::move(stop))
{}

QFuture<Result<Response>> RelayedCall::start()
{
    m_promise.start();
    auto future = m_promise.future();
    m_onStop = std::make_unique<OnStop>(m_callers, Cancel {weak_from_this()});
    m_onClose = std::make_unique<OnStop>(m_frame->closing.get_token(), Cancel {weak_from_this()});
    if (!m_isFinished)
        begin();
    return future;
}

void RelayedCall::forward()
{
    QFuture<Result<Response>> answer;
    {
        const auto pass = m_frame->gate.enter();
        if (!pass || m_isFinished)
            return finish(fail(ErrorCode::Cancelled));
        answer = m_frame->inner.send(m_request, m_stop.get_token());
    }
    then(answer, [self = shared_from_this()](const QFuture<Result<Response>>& done) {
        if (!self->m_isFinished)
            self->answered(outcomeOf(done));
    });
}

void RelayedCall::wait(std::chrono::milliseconds delay, std::function<void()> then)
{
    const auto pass = m_frame->gate.enter();
    if (!pass)
        return finish(fail(ErrorCode::Cancelled));
    m_frame->alarm->after(delay, [self = shared_from_this(), then = std::move(then)] {
        if (!self->m_isFinished)
            then();
    });
}

void RelayedCall::finish(Result<Response> answer)
{
    if (m_isFinished.exchange(true))
        return;
    // Who continues from here may send again: not through a decorator that is being dropped.
    const auto pass = m_frame->gate.enter();
    m_promise.addResult(pass ? std::move(answer) : Result<Response>(fail(ErrorCode::Cancelled)));
    m_promise.finish();
}

void RelayedCall::Cancel::operator()() const
{
    if (const auto self = call.lock()) {
        self->m_stop.request_stop();
        self->finish(fail(ErrorCode::Cancelled));
    }
}

} // namespace tracedeck::net
