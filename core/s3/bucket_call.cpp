#include "s3/bucket_call.h"

#include "s3/xml_answers.h"

#include <QLocale>
#include <QRandomGenerator>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace tracedeck::s3 {

using namespace std::chrono_literals;

namespace {

constexpr auto kPassingStatuses = std::to_array({408, 429, 500, 502, 503, 504});
constexpr auto kPassingErrors = std::to_array({ErrorCode::Unreachable, ErrorCode::TimedOut, ErrorCode::BadAnswer});
constexpr auto kClockCodes = std::to_array<QStringView>({u"RequestTimeTooSkewed", u"ExpiredRequest", u"RequestExpired"});
constexpr std::int64_t kClockMatters = 60'000; // a server says this code for minutes, not seconds
constexpr std::chrono::milliseconds kLongestAsked = 30s;

using Answer = Result<net::Response>;

/// One request with its repetitions. Kept alive by whoever is to go on with it: the transport's continuation or the timer.
class Call : public std::enable_shared_from_this<Call> {
public:
    Call(std::shared_ptr<CallContext> context, std::function<Result<net::Request>(std::int64_t)> make, std::stop_token stop)
        : m_context(std::move(context))
        , m_make(std::move(make))
        , m_stop(std::move(stop))
    {}

    ~Call() { finish(fail(ErrorCode::Cancelled)); } // the bucket or the transport is gone

    QFuture<Answer> start()
    {
        m_promise.start();
        auto future = m_promise.future();
        send();
        return future;
    }

private:
    void send()
    {
        ++m_attempt;
        if (m_stop.stop_requested())
            return finish(fail(ErrorCode::Cancelled));
        m_sentAs = m_context->skewMs;
        auto request = m_make(m_context->clock->nowMs() + m_sentAs);
        if (!request)
            return finish(fail(request.error()));
        QFuture<Answer> answer;
        {
            const std::lock_guard lock(m_context->mutex);
            if (m_context->transport)
                answer = m_context->transport->send(std::move(*request), m_stop);
        }
        if (!answer.isValid())
            return finish(fail(ErrorCode::Cancelled));
        answer.then([self = shared_from_this()](QFuture<Answer> done) {
            self->answered(done.resultCount() > 0 ? done.result() : Answer {fail(ErrorCode::Cancelled)});
        });
    }

    void answered(Answer answer)
    {
        if (answer && correctClock(*answer))
            return send();
        if (answer)
            m_context->wasAnswered = true;
        const bool isSlow = !answer && answer.error().code == ErrorCode::TimedOut; // each attempt took its time already
        const int allowed = m_context->wasAnswered && !isSlow ? m_context->rules.attempts : m_context->rules.attemptsUnanswered;
        if (!mayPass(answer) || m_attempt >= allowed)
            return finish(std::move(answer));
        waitAndSend(delayBefore(answer));
    }

    static bool mayPass(const Answer& answer)
    {
        const auto holds = [](const auto& table, auto value) { return std::find(table.begin(), table.end(), value) != table.end(); };
        return answer ? holds(kPassingStatuses, answer->status) : holds(kPassingErrors, answer.error().code);
    }

    /// True where the refusal is one of a wrong clock that has not been corrected yet, and now is.
    bool correctClock(const net::Response& response)
    {
        if (m_wasCorrected || (response.status != 403 && response.status != 400))
            return false;
        const auto refusal = parseRefusal(response.body);
        const bool saysSo = refusal ? std::find(kClockCodes.begin(), kClockCodes.end(), refusal->code) != kClockCodes.end()
                                    : response.body.isEmpty(); // HEAD gives no reason
        const auto date = parseHttpDate(response.header("Date"));
        if (!saysSo || !date)
            return false;
        const std::int64_t skew = *date - m_context->clock->nowMs();
        if (std::abs(skew - m_sentAs) < kClockMatters)
            return false;
        m_context->skewMs = skew;
        m_wasCorrected = true;
        return true;
    }

    [[nodiscard]] std::chrono::milliseconds delayBefore(const Answer& answer) const
    {
        const auto& rules = m_context->rules;
        const auto upTo = std::min(rules.longestDelay, rules.firstDelay * (1 << std::min(m_attempt - 1, 10)));
        const std::chrono::milliseconds jittered {QRandomGenerator::global()->bounded(static_cast<int>(upTo.count()) + 1)};
        bool isNumber = false;
        const int asked = answer ? answer->header("Retry-After").toInt(&isNumber) : 0;
        return isNumber && asked > 0 ? std::min<std::chrono::milliseconds>(std::chrono::seconds(asked), kLongestAsked) + jittered
                                     : jittered;
    }

    void waitAndSend(std::chrono::milliseconds delay)
    {
        m_onStop = std::make_unique<OnStop>(m_stop, StopWaiting {weak_from_this()});
        const std::lock_guard lock(m_context->mutex);
        if (m_context->later) // else this call ends with the last hold on it
            m_context->later->after(delay, [self = shared_from_this()] {
                self->m_onStop.reset();
                if (!self->m_isFinished)
                    self->send();
            });
    }

    void finish(Answer answer)
    {
        if (m_isFinished.exchange(true))
            return;
        m_promise.addResult(std::move(answer));
        m_promise.finish();
    }

    struct StopWaiting {
        std::weak_ptr<Call> call;
        void operator()() const
        {
            if (const auto self = call.lock())
                self->finish(fail(ErrorCode::Cancelled));
        }
    };
    using OnStop = std::stop_callback<StopWaiting>;

    std::shared_ptr<CallContext> m_context;
    std::function<Result<net::Request>(std::int64_t)> m_make;
    std::stop_token m_stop;
    QPromise<Answer> m_promise;
    std::unique_ptr<OnStop> m_onStop;
    std::atomic<bool> m_isFinished {false};
    int m_attempt = 0;
    std::int64_t m_sentAs = 0; // skew that the last attempt was signed with
    bool m_wasCorrected = false;
};

} // namespace

QFuture<Answer> sendPatiently(std::shared_ptr<CallContext> context, std::function<Result<net::Request>(std::int64_t)> make,
                              std::stop_token stop)
{
    return std::make_shared<Call>(std::move(context), std::move(make), std::move(stop))->start();
}

std::optional<std::int64_t> parseHttpDate(const QByteArray& text)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!time.isValid())
        return std::nullopt;
    time.setTimeZone(QTimeZone::utc());
    return time.toMSecsSinceEpoch();
}

} // namespace tracedeck::s3
