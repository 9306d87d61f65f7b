#pragma once

#include "net/exchange.h"
#include "net/http_transport.h"

#include <deque>
#include <map>
#include <vector>

namespace tracedeck::net {

/// What runs on the transport's thread: the requests on the wire, and for each host those that wait for a connection.
class HttpWorker final : public QObject {
public:
    explicit HttpWorker(HttpOptions options);
    ~HttpWorker() override;

    void take(const std::shared_ptr<Ticket>& ticket);
    void close(); ///< ends everything as Cancelled

private:
    using OnStop = std::stop_callback<std::function<void()>>;
    struct Later {
        void operator()(Exchange* exchange) const { exchange->deleteLater(); } // it may be what calls us
    };
    /// One request from `take` until it is answered.
    struct Entry {
        std::shared_ptr<Ticket> ticket;
        QString host; ///< key of `m_hosts`
        std::unique_ptr<OnStop> onStop;
        std::unique_ptr<Exchange, Later> exchange; ///< null while it waits
        std::size_t lane = 0;
    };
    /// A host and port: who waits for it, and how many run by each lane. Lane 0 is that of connections for one request, the others are
    /// managers, each of which opens six connections at most.
    struct Host {
        std::deque<Ticket*> waiting;
        std::vector<int> running;
    };

    void prepare();
    [[nodiscard]] std::unique_ptr<QNetworkAccessManager> makeManager() const;
    [[nodiscard]] std::optional<Error> refusalOf(const Request& request) const;
    void pump(const QString& host);
    void begin(Entry& entry, Host& host);
    void finish(Ticket* ticket, Result<Response> answer);

    const HttpOptions m_options;
    WireSettings m_settings;
    QString m_caFailure;
    std::vector<std::unique_ptr<QNetworkAccessManager>> m_managers; // of lanes 1…
    std::map<QString, Host> m_hosts;
    std::map<Ticket*, Entry> m_entries;
};

} // namespace tracedeck::net
