#pragma once

#include "access/findings.h"

#include <functional>
#include <memory>

namespace tracedeck::access {

/// What calls are made with. The transport must outlive what runs.
struct Means {
    net::Transport& transport;
    /// Makes the bucket that is read; null = the real one over `transport`.
    std::function<std::shared_ptr<objects::ObjectSource>(const s3::BucketAddress&, const s3::Keys&)> makeBucket {};
    std::chrono::milliseconds wranglerPatience {10'000};
};

/// Makes one call. A failure of the call is part of the reply; the future fails only with Cancelled. Needs an event loop on this thread.
[[nodiscard]] QFuture<Result<Reply>> ask(const Means& means, const Findings& findings, const CallKey& key, const std::stop_token& stop);

} // namespace tracedeck::access
