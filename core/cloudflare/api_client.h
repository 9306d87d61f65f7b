#pragma once

#include "cloudflare/credential.h"
#include "cloudflare/envelope.h"
#include "cloudflare/multipart.h"
#include "net/transport.h"

#include <QFuture>
#include <QJsonValue>
#include <QUrlQuery>

#include <chrono>
#include <initializer_list>
#include <optional>
#include <stop_token>
#include <vector>

namespace tracedeck::cloudflare {

/// One call of the API as a declaration; the path is relative to the base URL ("accounts/…/logpush/jobs"), its parts already encoded.
struct ApiRequest {
    net::Verb verb = net::Verb::Get;
    QString path {};
    QUrlQuery query {};
    QJsonValue body {QJsonValue::Undefined}; ///< sent as JSON where there is one
    bool isRepeatable = false;               ///< see net::Request
    std::vector<net::Header> headers {};     ///< beside the credential's
    std::optional<MultipartBody> form {};    ///< sent instead of JSON
};

/// `parts` as a path, each encoded for itself.
[[nodiscard]] QString pathOf(std::initializer_list<QString> parts);

/// What one call brought, with what a person may want to see of it.
struct ApiAnswer {
    Envelope envelope;
    int status = 0;
    QString ray; ///< `cf-ray`
    std::chrono::milliseconds took {0};
};

/// An answer as it came, for what has no envelope.
struct PlainAnswer {
    net::Response response;
    std::chrono::milliseconds took {0};
};

/// Speaks to one base URL as one credential. Any thread. A refusal (`success: false`, 4xx, 5xx) is an ApiRefused error that carries
/// status, first code and ray, its detail the messages; 429 is RateLimited; what is no envelope (HTML, empty, cut) and what redirects is
/// BadAnswer with the status. Details never show the credential. The transport must outlive what runs.
class ApiClient {
public:
    ApiClient(net::Transport& transport, QUrl baseUrl, Credential credential);

    [[nodiscard]] QFuture<Result<ApiAnswer>> send(const ApiRequest& request, std::stop_token stop) const;
    /// All pages of a list, by `page`/`per_page` or by cursor as `result_info` says; the results joined to one array (also where each
    /// lies in an object, as R2's do). Past 500 pages: LimitExceeded.
    [[nodiscard]] QFuture<Result<ApiAnswer>> sendAll(ApiRequest request, std::stop_token stop) const;

    /// Whatever came, of any status.
    [[nodiscard]] QFuture<Result<PlainAnswer>> sendPlain(const ApiRequest& request, std::stop_token stop) const;
    /// What `response` says as an envelope, or which error it is.
    [[nodiscard]] Result<ApiAnswer> read(const PlainAnswer& answer) const;

    [[nodiscard]] const QUrl& baseUrl() const { return m_baseUrl; }
    [[nodiscard]] const Credential& credential() const { return m_credential; }

private:
    net::Transport& m_transport;
    QUrl m_baseUrl;
    Credential m_credential;
};

} // namespace tracedeck::cloudflare
