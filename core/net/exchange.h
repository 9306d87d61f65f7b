#pragma once

#include "net/wire.h"

#include <QIODevice>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPromise>
#include <QTimer>

#include <functional>
#include <memory>

namespace tracedeck::net {

/// A request and the promise of its answer, from `send` until it is kept. Kept once, on the transport's thread.
struct Ticket {
    Ticket(Request itsRequest, std::stop_token itsStop) : request(std::move(itsRequest)), stop(std::move(itsStop)) {}

    Request request;
    std::stop_token stop;
    QPromise<Result<Response>> promise;

    void keep(Result<Response> answer)
    {
        promise.addResult(std::move(answer));
        promise.finish();
    }
};

/// One request on the wire. Lives on the transport's thread; `done` is called once, from the event loop, and may let go of this (later).
class Exchange final : public QObject {
public:
    using Done = std::function<void(Result<Response>)>;
    Exchange(std::shared_ptr<const Request> request, Done done);
    ~Exchange() override;

    void start(QNetworkAccessManager& manager, const WireSettings& settings);
    /// For what must not be sent twice: over a connection of its own, which no earlier answer can have left half closed.
    void startAlone(std::unique_ptr<QNetworkAccessManager> manager, const WireSettings& settings);
    void stop(); ///< `done` is not called any more

private:
    void watch();
    void onHeaders();
    void onBytes();
    void onFinished();
    void end(Result<Response> answer);
    [[nodiscard]] Result<Response> answer();

    const std::shared_ptr<const Request> m_request;
    Done m_done;
    std::unique_ptr<QNetworkAccessManager> m_own;
    std::unique_ptr<QIODevice> m_upload;
    std::unique_ptr<QNetworkReply> m_reply; // goes first: it uses the other two
    QTimer m_silence;
    QByteArray m_body;
    QString m_tlsWords;
};

} // namespace tracedeck::net
