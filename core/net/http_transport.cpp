#include "net/http_transport.h"

#include "net/http_worker.h"

#include <QThread>

#include <mutex>

namespace tracedeck::net {

struct HttpTransport::Private {
    std::mutex mutex; // every ticket is on its way to the worker before its closing is
    bool isClosed = false;
    QThread thread;
    HttpWorker* worker = nullptr; // the thread's
};

HttpTransport::HttpTransport(HttpOptions options) : d(std::make_unique<Private>())
{
    d->worker = new HttpWorker(std::move(options));
    d->worker->moveToThread(&d->thread);
    QObject::connect(&d->thread, &QThread::finished, d->worker, &QObject::deleteLater);
    d->thread.setObjectName(QStringLiteral("http"));
    d->thread.start();
}

HttpTransport::~HttpTransport()
{
    {
        const std::lock_guard lock(d->mutex);
        d->isClosed = true;
        QMetaObject::invokeMethod(
            d->worker,
            [worker = d->worker] {
                worker->close();
                worker->thread()->quit();
            },
            Qt::QueuedConnection);
    }
    d->thread.wait();
}

QFuture<Result<Response>> HttpTransport::send(Request request, std::stop_token stop)
{
    auto ticket = std::make_shared<Ticket>(std::move(request), std::move(stop));
    ticket->promise.start();
    auto future = ticket->promise.future();
    const std::lock_guard lock(d->mutex);
    if (d->isClosed)
        ticket->keep(fail(ErrorCode::Cancelled));
    else
        QMetaObject::invokeMethod(
            d->worker, [worker = d->worker, ticket] { worker->take(ticket); }, Qt::QueuedConnection);
    return future;
}

} // namespace tracedeck::net
