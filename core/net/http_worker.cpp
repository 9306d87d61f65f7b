#include "net/http_worker.h"

#include <QNetworkProxyFactory>
#include <QSslCertificate>

#include <algorithm>
#include <numeric>

namespace tracedeck::net {

namespace {

constexpr int kConnectionsOfManager = 6; // Qt's own limit per host

/// The system's proxies, except for this machine.
class SystemProxies final : public QNetworkProxyFactory {
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        return isLoopback(query.url()) ? QList {QNetworkProxy(QNetworkProxy::NoProxy)} : systemProxyForQuery(query);
    }
};

QString hostOf(const QUrl& url)
{
    return url.scheme() % u"://" % url.host() % u':' % QString::number(url.port(0));
}

} // namespace

HttpWorker::HttpWorker(HttpOptions options) : m_options(std::move(options))
{
    m_settings.userAgent = m_options.userAgent.isEmpty() ? QByteArray("Tracedeck/" TRACEDECK_VERSION) : m_options.userAgent;
}

HttpWorker::~HttpWorker() = default;

void HttpWorker::prepare()
{
    const int managers = (std::max(1, m_options.connectionsPerHost) + kConnectionsOfManager - 1) / kConnectionsOfManager;
    for (int i = 0; i < managers; ++i)
        m_managers.push_back(makeManager());
    if (m_options.caFile.isEmpty())
        return;
    const auto own = QSslCertificate::fromPath(m_options.caFile, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    if (own.isEmpty())
        m_caFailure = QStringLiteral("no certificates in the CA file ") + m_options.caFile;
    m_settings.tls = QSslConfiguration::defaultConfiguration();
    m_settings.tls->setCaCertificates(QSslConfiguration::systemCaCertificates() + own);
}

std::unique_ptr<QNetworkAccessManager> HttpWorker::makeManager() const
{
    auto manager = std::make_unique<QNetworkAccessManager>();
    if (m_options.useSystemProxy)
        manager->setProxyFactory(new SystemProxies); // the manager's now
    else
        manager->setProxy(QNetworkProxy::NoProxy);
    return manager;
}

std::optional<Error> HttpWorker::refusalOf(const Request& request) const
{
    auto error = refusal(request);
    if (!error && !m_caFailure.isEmpty() && request.url.scheme() == u"https")
        error = Error {ErrorCode::TlsFailed, m_caFailure, request.url.host()};
    return error;
}

void HttpWorker::take(const std::shared_ptr<Ticket>& ticket)
{
    if (m_managers.empty())
        prepare();
    if (ticket->stop.stop_requested())
        return ticket->keep(fail(ErrorCode::Cancelled));
    if (auto error = refusalOf(ticket->request))
        return ticket->keep(fail(std::move(*error)));
    Entry& entry = m_entries[ticket.get()];
    entry.ticket = ticket;
    entry.host = hostOf(ticket->request.url);
    entry.onStop = std::make_unique<OnStop>(ticket->stop, [this, ticket] {
        QMetaObject::invokeMethod(
            this, [this, ticket] { finish(ticket.get(), fail(ErrorCode::Cancelled)); }, Qt::QueuedConnection);
    });
    m_hosts[entry.host].waiting.push_back(ticket.get());
    pump(entry.host);
}

void HttpWorker::pump(const QString& name)
{
    Host& host = m_hosts[name];
    host.running.resize(m_managers.size() + 1);
    const auto running = [&host] { return std::accumulate(host.running.begin(), host.running.end(), 0); };
    while (!host.waiting.empty() && running() < std::max(1, m_options.connectionsPerHost)) {
        Ticket* const next = host.waiting.front();
        host.waiting.pop_front();
        begin(m_entries.at(next), host);
    }
    if (host.waiting.empty() && running() == 0)
        m_hosts.erase(name);
}

void HttpWorker::begin(Entry& entry, Host& host)
{
    Ticket* const ticket = entry.ticket.get();
    entry.exchange.reset(new Exchange(std::shared_ptr<const Request>(entry.ticket, &ticket->request),
                                      [this, ticket](Result<Response> answer) { finish(ticket, std::move(answer)); }));
    if (maySendAgain(ticket->request)) {
        const auto least = std::min_element(host.running.begin() + 1, host.running.end());
        entry.lane = static_cast<std::size_t>(least - host.running.begin());
        entry.exchange->start(*m_managers[entry.lane - 1], m_settings);
    } else {
        entry.exchange->startAlone(makeManager(), m_settings);
    }
    ++host.running[entry.lane];
}

void HttpWorker::finish(Ticket* ticket, Result<Response> answer)
{
    auto node = m_entries.extract(ticket);
    if (node.empty())
        return; // cancelled and answered at once
    Entry& entry = node.mapped();
    const auto host = m_hosts.find(entry.host);
    if (entry.exchange) {
        entry.exchange->stop();
        --host->second.running[entry.lane];
    } else {
        std::erase(host->second.waiting, ticket);
    }
    entry.onStop.reset();
    pump(entry.host);
    entry.ticket->keep(std::move(answer)); // last: who continues may take long
}

void HttpWorker::close()
{
    m_hosts.clear();
    const auto entries = std::exchange(m_entries, {});
    for (const auto& [ticket, entry] : entries) {
        if (entry.exchange)
            entry.exchange->stop();
        ticket->keep(fail(ErrorCode::Cancelled));
    }
}

} // namespace tracedeck::net
