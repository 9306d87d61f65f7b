#pragma once

#include "base/result.h"

#include <QFuture>

namespace tracedeck {

/// What a finished operation brought; Cancelled where it was dropped without a result.
template<typename T>
[[nodiscard]] Result<T> outcomeOf(const QFuture<Result<T>>& future)
{
    if (future.resultCount() == 0)
        return fail(ErrorCode::Cancelled);
    return future.result();
}

} // namespace tracedeck
