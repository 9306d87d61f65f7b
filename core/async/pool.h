#pragma once

#include "async/priority.h"
#include "base/result.h"

#include <QFuture>
#include <QThread>
#include <QThreadPool>
#include <QtConcurrent/QtConcurrentRun>

#include <stop_token>
#include <type_traits>

namespace tracedeck {

/// Runs `work(stop_token) -> Result<T>` in `pool`; the future always gets a result, exceptions of libraries become Internal.
/// A pool of QThread::LowPriority gives way to all other threads: Qt itself knows no such thing on Linux.
template<typename Work>
auto runIn(QThreadPool& pool, std::stop_token stop, Work work) -> QFuture<std::invoke_result_t<Work, std::stop_token>>
{
    using R = std::invoke_result_t<Work, std::stop_token>;
    return QtConcurrent::run(
        &pool, [givesWay = pool.threadPriority() == QThread::LowPriority, stop = std::move(stop), work = std::move(work)]() mutable -> R {
            if (givesWay)
                giveWay();
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
