#pragma once

#include "async/gate.h"
#include "base/clock.h"
#include "net/transport.h"

#include <atomic>
#include <functional>
#include <memory>

namespace tracedeck::s3 {

/// What all calls of one bucket share. Calls under way may outlive the bucket: they find the gate closed then.
struct CallContext {
    CallContext(net::Transport& itsTransport, std::shared_ptr<const Clock> itsClock) : transport(itsTransport), clock(std::move(itsClock))
    {}

    net::Transport& transport;
    Gate gate; ///< before `transport`
    std::shared_ptr<const Clock> clock;
    std::atomic<std::int64_t> skewMs {0}; ///< the server's clock minus ours, as far as it mattered
};

/// Sends what `make` makes for a moment. A refusal because of a wrong clock is answered once: by what it makes for the server's time.
[[nodiscard]] QFuture<Result<net::Response>> sendSigned(std::shared_ptr<CallContext> context,
                                                        std::function<Result<net::Request>(std::int64_t nowMs)> make, std::stop_token stop);

} // namespace tracedeck::s3
