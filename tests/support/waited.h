#pragma once

#include "async/outcome.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFutureWatcher>
#include <QTimer>

namespace tracedeck::test {

/// What an operation brings, with the test's event loop running meanwhile (for servers that live there).
template<typename T>
Result<T> waited(const QFuture<Result<T>>& future, int atMostMs = 20'000)
{
    QEventLoop loop;
    QFutureWatcher<Result<T>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(atMostMs, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    if (!future.isFinished())
        return fail(ErrorCode::Internal, QStringLiteral("the test waited in vain"));
    return outcomeOf(future);
}

} // namespace tracedeck::test
