#include "net/wire.h"

#include <QHostAddress>
#include <QStringList>

#include <algorithm>
#include <array>

namespace tracedeck::net {

namespace {

constexpr int kRedirectsAtMost = 10;
constexpr auto kCredentialHeaders = std::to_array<QByteArrayView>(
    {"Authorization", "Proxy-Authorization", "Cookie", "X-Auth-Key", "X-Auth-Email", "X-Amz-Security-Token", "R2-Secret-Access-Key"});

struct Failure {
    QNetworkReply::NetworkError qt;
    ErrorCode ours;
    const char* words; // nullptr: Qt's own
};
// What is not here and came with a status is an answer.
constexpr auto kFailures = std::to_array<Failure>({
    {QNetworkReply::ConnectionRefusedError, ErrorCode::Unreachable, "the connection was refused"},
    {QNetworkReply::RemoteHostClosedError, ErrorCode::Unreachable, "the connection was closed without an answer"},
    {QNetworkReply::HostNotFoundError, ErrorCode::Unreachable, "there is no host of this name"},
    {QNetworkReply::TimeoutError, ErrorCode::TimedOut, "the connection timed out"},
    {QNetworkReply::SslHandshakeFailedError, ErrorCode::TlsFailed, nullptr},
    {QNetworkReply::TemporaryNetworkFailureError, ErrorCode::Unreachable, nullptr},
    {QNetworkReply::NetworkSessionFailedError, ErrorCode::Unreachable, nullptr},
    {QNetworkReply::TooManyRedirectsError, ErrorCode::BadAnswer, "it redirects without end"},
    {QNetworkReply::InsecureRedirectError, ErrorCode::Insecure, "it redirects to an open connection"},
    {QNetworkReply::UnknownNetworkError, ErrorCode::Unreachable, nullptr},
    {QNetworkReply::ProxyConnectionRefusedError, ErrorCode::Unreachable, "the proxy refused the connection"},
    {QNetworkReply::ProxyConnectionClosedError, ErrorCode::Unreachable, "the proxy closed the connection"},
    {QNetworkReply::ProxyNotFoundError, ErrorCode::Unreachable, "there is no proxy of this name"},
    {QNetworkReply::ProxyTimeoutError, ErrorCode::TimedOut, "the proxy did not answer"},
    {QNetworkReply::ProxyAuthenticationRequiredError, ErrorCode::Unreachable, "the proxy asks for a password"},
    {QNetworkReply::UnknownProxyError, ErrorCode::Unreachable, nullptr},
    {QNetworkReply::ContentReSendError, ErrorCode::Unreachable, "the connection was closed without an answer"},
    {QNetworkReply::ProtocolFailure, ErrorCode::BadAnswer, nullptr},
});

bool isHeaderText(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool isGood(const SecretHeader& header)
{
    return isHeaderText(header.name) && isHeaderText(header.prefix) && (!header.value || header.value->reveal(isHeaderText));
}

bool hasDotSegments(const QUrl& url)
{
    const QStringList segments = url.path(QUrl::FullyEncoded).split(u'/');
    return segments.contains(QStringLiteral(".")) || segments.contains(QStringLiteral(".."));
}

QString placeOf(const QUrl& url)
{
    return url.port() < 0 ? url.host() : QString(url.host() % u':' % QString::number(url.port()));
}

} // namespace

bool carriesCredentials(const Request& request)
{
    return !request.secrets.empty() || std::any_of(request.headers.begin(), request.headers.end(), [](const Header& header) {
        return std::any_of(kCredentialHeaders.begin(), kCredentialHeaders.end(),
                           [&header](QByteArrayView name) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
    });
}

bool isLoopback(const QUrl& url)
{
    const QString host = url.host();
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

std::optional<Error> refusal(const Request& request)
{
    const QUrl& url = request.url;
    const auto bad = [&url](ErrorCode code, const QString& why) { return Error {code, why, placeOf(url)}; };
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https" && url.scheme() != u"http"))
        return bad(ErrorCode::BadValue, QStringLiteral("not an http or https address"));
    if (hasDotSegments(url)) // Qt would resolve them and ask for another path
        return bad(ErrorCode::BadValue, QStringLiteral("the path has segments \".\" or \"..\""));
    if (!url.userInfo().isEmpty())
        return bad(ErrorCode::BadValue, QStringLiteral("a user name or password in the address"));
    for (const Header& header : request.headers) {
        if (!isHeaderText(header.name) || !isHeaderText(header.value))
            return bad(ErrorCode::BadValue, QStringLiteral("a line break in the header ") + QString::fromLatin1(header.name));
    }
    for (const SecretHeader& header : request.secrets) {
        if (!isGood(header))
            return bad(ErrorCode::BadValue, QStringLiteral("a line break in the header ") + QString::fromLatin1(header.name));
    }
    if (url.scheme() != u"https" && !isLoopback(url) && carriesCredentials(request))
        return bad(ErrorCode::Insecure, QStringLiteral("not sent over plain HTTP"));
    return std::nullopt;
}

QNetworkRequest wireRequest(const Request& request, const WireSettings& settings)
{
    QNetworkRequest wire(request.url);
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    const bool mayRedirect = (request.verb == Verb::Get || request.verb == Verb::Head) && !carriesCredentials(request);
    wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                      mayRedirect ? QNetworkRequest::NoLessSafeRedirectPolicy : QNetworkRequest::ManualRedirectPolicy);
    wire.setMaximumRedirectsAllowed(kRedirectsAtMost);
    wire.setRawHeader("User-Agent", settings.userAgent);
    if (settings.tls)
        wire.setSslConfiguration(*settings.tls);
    wire.setRawHeader("Accept-Encoding", "identity"); // named: Qt would ask for gzip by itself, and unpack what comes
    if (!request.body.isEmpty() || request.verb == Verb::Post)
        wire.setRawHeader("Content-Type", "application/octet-stream"); // unnamed, Qt would call it a form
    for (const Header& header : request.headers)
        wire.setRawHeader(header.name, header.value.isNull() ? QByteArray("") : header.value); // null would take it away
    for (const SecretHeader& header : request.secrets) {
        if (header.value)
            header.value->reveal(
                [&wire, &header](QByteArrayView value) { wire.setRawHeader(header.name, header.prefix + value.toByteArray()); });
    }
    return wire;
}

std::optional<Error> failureOf(const QNetworkReply& reply, const QString& tlsWords)
{
    const auto known = std::find_if(kFailures.begin(), kFailures.end(), [&reply](const Failure& f) { return f.qt == reply.error(); });
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (known == kFailures.end() && (status > 0 || reply.error() == QNetworkReply::NoError))
        return std::nullopt;
    if (reply.error() == QNetworkReply::ContentReSendError && status / 100 == 3) // Qt makes ready for a redirect that we do not follow
        return std::nullopt;
    Error error {known == kFailures.end() ? ErrorCode::Unreachable : known->ours, reply.errorString(), placeOf(reply.url())};
    if (known != kFailures.end() && known->words != nullptr)
        error.detail = QString::fromLatin1(known->words);
    if (error.code == ErrorCode::TlsFailed && !tlsWords.isEmpty())
        error.detail = tlsWords;
    if (error.code == ErrorCode::Unreachable && status > 0 && reply.error() != QNetworkReply::ProxyAuthenticationRequiredError) {
        error.code = ErrorCode::BadAnswer; // it had begun to answer
        error.detail = QStringLiteral("the answer was cut off");
    }
    error.status = status;
    return error;
}

std::vector<Header> headersOf(const QNetworkReply& reply)
{
    std::vector<Header> headers;
    for (const auto& [name, value] : reply.rawHeaderPairs())
        headers.push_back({name, value});
    return headers;
}

} // namespace tracedeck::net
