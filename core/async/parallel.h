#pragma once

#include <cstddef>
#include <functional>

namespace tracedeck {

/// How many threads CPU work is spread over: the hardware's, at least 1.
[[nodiscard]] unsigned workerCount();

/// Calls `body(i)` for every i in [0, count), on the calling thread and, when count > 1, on others beside it; returns when all are done.
/// `body` must be safe to call at once for different i and must not throw.
void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body, unsigned threads = workerCount());

} // namespace tracedeck
