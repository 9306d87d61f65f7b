#include "net/budget_transport.h"

#include "net/relay.h"

#include <algorithm>

namespace tracedeck::net {

using std::chrono::milliseconds;

struct BudgetTransport::Private {
    OwnerBudget budget;
    milliseconds longestWait {0};
    std::shared_ptr<Alarm> alarm;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<RelayFrame> frame;
};

namespace {

/// One call that waits for its place.
class RationedCall final : public RelayedCall {
public:
    RationedCall(std::shared_ptr<RelayFrame> frame, const OwnerBudget& budget, milliseconds longestWait, std::shared_ptr<const Clock> clock,
                 Request request, std::stop_token stop)
        : RelayedCall(std::move(frame), std::move(request), std::move(stop))
        , m_clock(std::move(clock))
        , m_longestWait(longestWait)
        , m_budget(this->request().url.path().endsWith(QStringLiteral("/graphql")) ? budget.graphql : budget.rest)
        , m_address(budget.address)
    {}

private:
    void begin() override
    {
        m_latest = m_clock->nowMs() + m_longestWait.count();
        bookAndGo();
    }

    void bookAndGo()
    {
        const std::int64_t now = m_clock->nowMs();
        const std::int64_t at = std::max(m_budget->book(now, m_latest), m_address ? m_address->book(now, m_latest) : now);
        if (at > m_latest)
            return finish(fail(closed(at - now)));
        if (at <= now)
            return forward();
        wait(milliseconds(at - now), [this] {
            if (m_budget->closedUntil() > m_clock->nowMs()) // a 429 came meanwhile
                return bookAndGo();
            forward();
        });
    }

    void answered(Result<Response> answer) override
    {
        if (answer)
            m_budget->learn(*answer, m_clock->nowMs());
        finish(std::move(answer));
    }

    [[nodiscard]] Error closed(std::int64_t forMs) const
    {
        return {ErrorCode::RateLimited, QStringLiteral("the next request may go in %1 s").arg((forMs + 999) / 1000), request().url.host()};
    }

    const std::shared_ptr<const Clock> m_clock;
    const milliseconds m_longestWait;
    const std::shared_ptr<RateBudget> m_budget, m_address;
    std::int64_t m_latest = 0;
};

} // namespace

BudgetTransport::BudgetTransport(Transport& inner, OwnerBudget budget, milliseconds longestWait, std::shared_ptr<Alarm> alarm,
                                 std::shared_ptr<const Clock> clock)
    : d(std::make_unique<Private>())
{
    d->budget = std::move(budget);
    d->longestWait = longestWait;
    d->alarm = alarm ? std::move(alarm) : std::make_shared<SystemAlarm>();
    d->clock = clock ? std::move(clock) : std::make_shared<SystemClock>();
    d->frame = std::make_shared<RelayFrame>(inner, d->alarm.get());
}

BudgetTransport::~BudgetTransport()
{
    d->frame->close();
}

QFuture<Result<Response>> BudgetTransport::send(Request request, std::stop_token stop)
{
    return std::make_shared<RationedCall>(d->frame, d->budget, d->longestWait, d->clock, std::move(request), std::move(stop))->start();
}

} // namespace tracedeck::net
