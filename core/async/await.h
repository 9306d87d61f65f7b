#pragma once

#include "async/outcome.h"

#include <chrono>
#include <memory>
#include <semaphore>

namespace tracedeck {

/// Waits for an operation on a thread that may wait: a worker of its own, never the window's.
template<typename T>
Result<T> await(QFuture<Result<T>> operation)
{
    using namespace std::chrono_literals;
    const auto ended = std::make_shared<std::binary_semaphore>(0);
    operation.then([ended](const QFuture<Result<T>>&) { ended->release(); });
    while (!ended->try_acquire_for(50ms)) {
        if (operation.isFinished()) // given up without a result: then the continuation does not run
            break;
    }
    return outcomeOf(operation);
}

} // namespace tracedeck
