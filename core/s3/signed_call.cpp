#include "s3/signed_call.h"

#include "async/outcome.h"
#include "async/then.h"
#include "net/http_date.h"
#include "s3/xml_answers.h"

#include <QPromise>

#include <algorithm>
#include <array>

namespace tracedeck::s3 {

namespace {

constexpr auto kClockCodes = std::to_array<QStringView>({u"RequestTimeTooSkewed", u"ExpiredRequest", u"RequestExpired"});
constexpr std::int64_t kClockMatters = 60'000; // a server says these codes for minutes, not for seconds

/// One request, sent once or, with the clock put right, twice.
class SignedCall : public std::enable_shared_from_this<SignedCall> {
public:
    SignedCall(std::shared_ptr<CallContext> context, std::function<Result<net::Request>(std::int64_t)> make, std::stop_token stop)
        : m_context(std::move(context))
        , m_make(std::move(make))
        , m_stop(std::move(stop))
    {}

    QFuture<Result<net::Response>> start()
    {
        m_promise.start();
        auto future = m_promise.future();
        send();
        return future;
    }

private:
    void send()
    {
        m_skew = m_context->skewMs;
        auto request = m_make(m_context->clock->nowMs() + m_skew);
        if (!request)
            return finish(fail(request.error()));
        QFuture<Result<net::Response>> answer;
        {
            const auto pass = m_context->gate.enter();
            if (!pass)
                return finish(fail(ErrorCode::Cancelled));
            answer = m_context->transport.send(std::move(*request), m_stop);
        }
        then(answer, [self = shared_from_this()](const QFuture<Result<net::Response>>& done) { self->answered(outcomeOf(done)); });
    }

    void answered(Result<net::Response> answer)
    {
        if (answer && !std::exchange(m_wasAnswered, true) && correctClock(*answer))
            send();
        else
            finish(std::move(answer));
    }

    /// True where the refusal is one of a wrong clock, which now is put right.
    bool correctClock(const net::Response& response)
    {
        if (response.status != 403 && response.status != 400)
            return false;
        const auto refusal = parseRefusal(response.body);
        const bool saysSo = refusal ? std::find(kClockCodes.begin(), kClockCodes.end(), refusal->code) != kClockCodes.end()
                                    : response.body.isEmpty(); // HEAD gives no reason
        const auto date = net::parseHttpDate(response.header("Date"));
        if (!saysSo || !date)
            return false;
        const std::int64_t skew = *date - m_context->clock->nowMs();
        if (std::abs(skew - m_skew) < kClockMatters)
            return false;
        m_context->skewMs = skew;
        return true;
    }

    void finish(Result<net::Response> answer)
    {
        m_promise.addResult(std::move(answer));
        m_promise.finish();
    }

    std::shared_ptr<CallContext> m_context;
    std::function<Result<net::Request>(std::int64_t)> m_make;
    std::stop_token m_stop;
    QPromise<Result<net::Response>> m_promise;
    std::int64_t m_skew = 0; // that the last request was made with
    bool m_wasAnswered = false;
};

} // namespace

QFuture<Result<net::Response>> sendSigned(std::shared_ptr<CallContext> context, std::function<Result<net::Request>(std::int64_t)> make,
                                          std::stop_token stop)
{
    return std::make_shared<SignedCall>(std::move(context), std::move(make), std::move(stop))->start();
}

} // namespace tracedeck::s3
