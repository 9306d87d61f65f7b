#pragma once

#include "async/later.h"
#include "base/clock.h"
#include "net/transport.h"

#include <QPromise>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace tracedeck::s3 {

/// When and how often a request is sent again.
struct RetryRules {
    int attempts = 8;
    int attemptsUnanswered = 3; ///< while this bucket never gave an answer (a wrong address is told soon), and where it is slow
    std::chrono::milliseconds firstDelay {200};
    std::chrono::milliseconds longestDelay {5000};
};

/// What all calls of one bucket share. Calls in flight may outlive the bucket: they find `transport` gone then.
struct CallContext {
    std::mutex mutex;
    net::Transport* transport = nullptr; ///< null once the bucket is gone; guarded by `mutex`, as is `later`
    Later* later = nullptr;
    std::shared_ptr<const Clock> clock;
    RetryRules rules;
    std::atomic<std::int64_t> skewMs {0}; ///< the server's clock minus ours, as far as it mattered
    std::atomic<bool> wasAnswered {false};
};

/// Sends what `make` makes (anew for every attempt: with the time of then) until there is an answer that is final. Of 429 and the 5xx
/// the last one is it. Once, a refusal because of a wrong clock is answered by correcting the clock.
[[nodiscard]] QFuture<Result<net::Response>>
sendPatiently(std::shared_ptr<CallContext> context, std::function<Result<net::Request>(std::int64_t nowMs)> make, std::stop_token stop);

[[nodiscard]] std::optional<std::int64_t> parseHttpDate(const QByteArray& text);

} // namespace tracedeck::s3
