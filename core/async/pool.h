#pragma once

#include "base/result.h"

#include <QFuture>
#include <QThreadPool>
#include <QtConcurrent/QtConcurrentRun>

#include <stop_token>
#include <type_traits>

namespace tracedeck {

/// Runs `work(stop_token) -> Result<T>` in `pool`; the future always gets a result, exceptions of libraries become Internal.
template<typename Work>
auto runIn(QThreadPool& pool, std::stop_token stop, Work work) -> QFuture<std::invoke_result_t<Work, std::stop_token>>
{
    using R = std::invoke_result_t<Work, std::stop_token>;
    return QtConcurrent::run(&pool, [stop = std::move(stop), work = std::move(work)]() mutable -> R {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        try {
            return work(stop);
        } catch (const std::exception& e) {
            return fail(ErrorCode::Internal, QString::fromUtf8(e.what()));
        }
    });
}

} // namespace tracedeck
