#pragma once

#include "net/transport.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>

#include <optional>

namespace tracedeck::net {

/// True where the request carries what another must not get: it is not redirected, and goes over TLS or to this machine only.
[[nodiscard]] bool carriesCredentials(const Request& request);
[[nodiscard]] bool isLoopback(const QUrl& url);

/// Why a request must not go out at all; nothing is sent then.
[[nodiscard]] std::optional<Error> refusal(const Request& request);

struct WireSettings {
    QByteArray userAgent;
    std::optional<QSslConfiguration> tls; ///< nullopt = Qt's own
};

/// The request as Qt sends it, its secrets in place: HTTP/1.1, no cookies, no cache, no decompression, redirects by our rules.
[[nodiscard]] QNetworkRequest wireRequest(const Request& request, const WireSettings& settings);

/// What Qt's code says in ours; nullopt where there was an answer, of whatever status. `tlsWords`: what was wrong with the certificate.
[[nodiscard]] std::optional<Error> failureOf(const QNetworkReply& reply, const QString& tlsWords);

[[nodiscard]] std::vector<Header> headersOf(const QNetworkReply& reply);

} // namespace tracedeck::net
