#pragma once

#include "async/alarm.h"
#include "base/clock.h"
#include "net/transport.h"

#include <memory>

namespace tracedeck::net {

/// How patient one call is.
struct RetryRules {
    int tries = 3;                                 ///< in all
    std::chrono::milliseconds firstWait {500};     ///< doubled from try to try, and shortened by up to a half at random
    std::chrono::milliseconds longestWait {8'000}; ///< of those that nobody asked for
    std::chrono::milliseconds allWaits {60'000};   ///< together, those asked for by the other side included
};

/// True where a try that ended so may be followed by another: by the other side's word (`x-should-retry`), else by the table.
[[nodiscard]] bool isWorthRetrying(const Result<Response>& answer);

/// Sends again what failed in passing (408, 409, 429, 5xx, no connection, no answer, an answer cut off) when that is safe, after a while
/// that the other side may name. The last answer is the answer.
class RetryTransport final : public Transport {
public:
    explicit RetryTransport(Transport& inner, RetryRules rules = {}, std::shared_ptr<Alarm> alarm = nullptr,
                            std::shared_ptr<const Clock> clock = nullptr);
    ~RetryTransport() override;
    [[nodiscard]] QFuture<Result<Response>> send(Request request, std::stop_token stop) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tracedeck::net
