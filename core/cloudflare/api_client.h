#pragma once

#include "cloudflare/credential.h"
#include "cloudflare/envelope.h"
#include "net/transport.h"

#include <QFuture>
#include <QJsonValue>
#include <QUrlQuery>

#include <chrono>
#include <stop_token>

namespace tracedeck::cloudflare {

/// One call of the API as a declaration; the path is relative to the base URL ("accounts/…/logpush/jobs"), its parts already encoded.
struct ApiRequest {
    net::Verb verb = net::Verb::Get;
    QString path;
    QUrlQuery query;
    QJsonValue body {QJsonValue::Undefined}; ///< sent as JSON where there is one
    bool isRepeatable = false;               ///< see net::Request
};

/// What one call brought, with what a person may want to see of it.
struct ApiAnswer {
    Envelope envelope;
    int status = 0;
    QString ray; ///< `cf-ray`
    std::chrono::milliseconds took {0};
};

/// Speaks to one base URL as one credential. Any thread. A refusal (`success: false`, 4xx, 5xx) is an ApiRefused error that carries
/// status, first code and ray, its detail the messages; what is no envelope (HTML, empty, cut) is BadAnswer with the status.
class ApiClient {
public:
    ApiClient(net::Transport& transport, QUrl baseUrl, Credential credential);

    [[nodiscard]] QFuture<Result<ApiAnswer>> send(ApiRequest request, std::stop_token stop) const;
    /// All pages of a list, by `page`/`per_page` or by cursor as `result_info` says; the results joined to one array.
    [[nodiscard]] QFuture<Result<ApiAnswer>> sendAll(ApiRequest request, std::stop_token stop) const;

    [[nodiscard]] const QUrl& baseUrl() const { return m_baseUrl; }
    [[nodiscard]] const Credential& credential() const { return m_credential; }

private:
    net::Transport& m_transport;
    QUrl m_baseUrl;
    Credential m_credential;
};

} // namespace tracedeck::cloudflare
