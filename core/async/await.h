#pragma once

#include "async/outcome.h"
#include "async/then.h"

#include <memory>
#include <semaphore>

namespace tracedeck {

/// Waits for an operation on a thread that may wait: a worker of its own, never the window's.
template<typename T>
Result<T> await(QFuture<Result<T>> operation)
{
    const auto ended = std::make_shared<std::binary_semaphore>(0);
    then(operation, [ended](const QFuture<Result<T>>&) { ended->release(); });
    ended->acquire();
    return outcomeOf(operation);
}

} // namespace tracedeck
