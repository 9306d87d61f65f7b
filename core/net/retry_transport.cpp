#include "net/retry_transport.h"

#include "net/http_date.h"
#include "net/relay.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace tracedeck::net {

using std::chrono::milliseconds;

namespace {

struct Statuses {
    int from, to;
};
constexpr auto kPassing = std::to_array<Statuses>({{408, 409}, {425, 425}, {429, 429}, {500, 500}, {502, 504}, {507, 507}, {520, 599}});
constexpr auto kPassingFailures = std::to_array<ErrorCode>({ErrorCode::Unreachable, ErrorCode::TimedOut, ErrorCode::BadAnswer});

} // namespace

bool isWorthRetrying(const Result<Response>& answer)
{
    if (!answer)
        return std::find(kPassingFailures.begin(), kPassingFailures.end(), answer.error().code) != kPassingFailures.end();
    const QByteArray word = answer->header("x-should-retry").trimmed().toLower();
    if (word == "true" || word == "false")
        return word == "true";
    return std::any_of(kPassing.begin(), kPassing.end(),
                       [status = answer->status](const Statuses& s) { return s.from <= status && status <= s.to; });
}

struct RetryTransport::Private {
    RetryRules rules;
    std::shared_ptr<Alarm> alarm;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<RelayFrame> frame;
};

namespace {

/// One call and its tries.
class PatientCall final : public RelayedCall {
public:
    PatientCall(std::shared_ptr<RelayFrame> frame, RetryRules rules, std::shared_ptr<const Clock> clock, Request request,
                std::stop_token stop)
        : RelayedCall(std::move(frame), std::move(request), std::move(stop))
        , m_rules(rules)
        , m_clock(std::move(clock))
    {}

private:
    void answered(Result<Response> answer) override
    {
        ++m_tries;
        if (m_tries >= m_rules.tries || !maySendAgain(request()) || !isWorthRetrying(answer))
            return finish(std::move(answer));
        const milliseconds delay = delayAfter(answer);
        if (m_waited + delay > m_rules.allWaits)
            return finish(std::move(answer));
        m_waited += delay;
        wait(delay, [this] { forward(); }); // the alarm keeps this call
    }

    [[nodiscard]] milliseconds delayAfter(const Result<Response>& answer) const
    {
        if (answer) {
            if (const auto asked = retryAfter(*answer, m_clock->nowMs()))
                return *asked;
        }
        const milliseconds full = std::min(m_rules.longestWait, m_rules.firstWait * (1 << std::min(m_tries - 1, 16)));
        return full
            - milliseconds(static_cast<std::int64_t>(static_cast<double>(full.count()) * QRandomGenerator::global()->generateDouble() / 2));
    }

    const RetryRules m_rules;
    const std::shared_ptr<const Clock> m_clock;
    int m_tries = 0;
    milliseconds m_waited {0};
};

} // namespace

RetryTransport::RetryTransport(Transport& inner, RetryRules rules, std::shared_ptr<Alarm> alarm, std::shared_ptr<const Clock> clock)
    : d(std::make_unique<Private>())
{
    d->rules = rules;
    d->alarm = alarm ? std::move(alarm) : std::make_shared<SystemAlarm>();
    d->clock = clock ? std::move(clock) : std::make_shared<SystemClock>();
    d->frame = std::make_shared<RelayFrame>(inner, d->alarm.get());
}

RetryTransport::~RetryTransport()
{
    d->frame->close();
}

QFuture<Result<Response>> RetryTransport::send(Request request, std::stop_token stop)
{
    return std::make_shared<PatientCall>(d->frame, d->rules, d->clock, std::move(request), std::move(stop))->start();
}

} // namespace tracedeck::net
