#pragma once

#include "async/alarm.h"
#include "base/clock.h"
#include "net/rate_budget.h"

#include <memory>

namespace tracedeck::net {

/// Lets requests go out only as fast as their owner's budget allows; who would have to wait longer than `longestWait` gets RateLimited.
/// After a 429 nothing goes out before it may.
class BudgetTransport final : public Transport {
public:
    BudgetTransport(Transport& inner, OwnerBudget budget, std::chrono::milliseconds longestWait = std::chrono::seconds(60),
                    std::shared_ptr<Alarm> alarm = nullptr, std::shared_ptr<const Clock> clock = nullptr);
    ~BudgetTransport() override;
    [[nodiscard]] QFuture<Result<Response>> send(Request request, std::stop_token stop) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tracedeck::net
