#include "cloudflare/api_client.h"

#include "async/outcome.h"
#include "async/then.h"
#include "cloudflare/pages.h"
#include "net/http_date.h"
#include "net/masked.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace tracedeck::cloudflare {

namespace {

constexpr std::uint64_t kAnswerAtMost = 64ULL << 20;

QByteArray queryOf(const QUrlQuery& query)
{
    QByteArray text;
    for (const auto& [key, value] : query.queryItems(QUrl::FullyDecoded)) // QUrlQuery itself leaves "+" as it is
        text += (text.isEmpty() ? '?' : '&') + QUrl::toPercentEncoding(key) + '=' + QUrl::toPercentEncoding(value);
    return text;
}

QByteArray bytesOf(const QJsonValue& body)
{
    return (body.isArray() ? QJsonDocument(body.toArray()) : QJsonDocument(body.toObject())).toJson(QJsonDocument::Compact);
}

// A JSON object that was cut off does not end as one.
bool looksWhole(const net::Response& response)
{
    const QByteArray body = response.body.trimmed();
    return !body.startsWith('{') || body.endsWith('}');
}

Result<net::Request> wireRequest(const QUrl& baseUrl, const ApiRequest& call, const Credential& credential)
{
    const QByteArray base = baseUrl.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    net::Request request;
    request.verb = call.verb;
    request.url = QUrl::fromEncoded(base + '/' + call.path.toUtf8() + queryOf(call.query), QUrl::StrictMode);
    if (!baseUrl.isValid() || !request.url.isValid())
        return fail(ErrorCode::BadValue, QStringLiteral("not an address: ") + request.url.errorString(),
                    baseUrl.toString(QUrl::RemoveUserInfo));
    request.headers = call.headers;
    request.headers.push_back({"Accept", "application/json"});
    if (call.form) {
        request.body = call.form->bytes;
        request.headers.push_back({"Content-Type", call.form->contentType});
    } else if (!call.body.isUndefined()) {
        request.body = bytesOf(call.body);
        request.headers.push_back({"Content-Type", "application/json"});
    }
    request.isRepeatable = call.isRepeatable;
    request.maxBytes = kAnswerAtMost;
    request.isWhole = looksWhole;
    authorize(request, credential);
    return request;
}

QString withoutSecret(const QString& text, const SharedSecret& secret)
{
    if (!secret || secret->isEmpty())
        return text;
    QByteArray bytes = text.toUtf8();
    secret->reveal([&bytes](QByteArrayView value) { bytes.replace(value, "***"); });
    return QString::fromUtf8(bytes);
}

int firstCode(const std::vector<ApiMessage>& messages)
{
    for (const ApiMessage& message : messages) {
        if (const int code = message.code != 0 ? message.code : firstCode(message.chain); code != 0)
            return code;
    }
    return 0;
}

QString waitText(const net::Response& response)
{
    const auto wait = net::retryAfter(response, QDateTime::currentMSecsSinceEpoch());
    return wait ? QStringLiteral("it may be asked again in %1 s").arg((wait->count() + 999) / 1000) : QString();
}

} // namespace

QString pathOf(std::initializer_list<QString> parts)
{
    QStringList encoded;
    for (const QString& part : parts)
        encoded << QString::fromLatin1(QUrl::toPercentEncoding(part));
    return encoded.join(u'/');
}

ApiClient::ApiClient(net::Transport& transport, QUrl baseUrl, Credential credential)
    : m_transport(transport)
    , m_baseUrl(std::move(baseUrl))
    , m_credential(std::move(credential))
{}

Result<ApiAnswer> ApiClient::read(const PlainAnswer& plain) const
{
    const net::Response& response = plain.response;
    Error error {ErrorCode::BadAnswer, {}, m_baseUrl.host(), response.status, 0, QString::fromLatin1(response.header("cf-ray"))};
    if (response.status / 100 == 3) {
        error.detail = QStringLiteral("it redirects to ") + net::maskedUrl(QUrl::fromEncoded(response.header("Location")));
        return fail(std::move(error));
    }
    auto envelope = parseEnvelope(response.body);
    if (envelope && envelope->success && response.status < 400)
        return ApiAnswer {std::move(*envelope), response.status, error.ray, plain.took};
    if (envelope) {
        error.code = ErrorCode::ApiRefused;
        error.apiCode = firstCode(envelope->errors);
    }
    error.detail = envelope ? textOf(envelope->errors) : envelope.error().detail;
    if (response.status == 429) {
        error.code = ErrorCode::RateLimited;
        if (const QString wait = waitText(response); !wait.isEmpty())
            error.detail += (error.detail.isEmpty() ? QString() : QStringLiteral("; ")) + wait;
    }
    error.detail = withoutSecret(net::maskedText(error.detail), m_credential.secret);
    return fail(std::move(error));
}

QFuture<Result<PlainAnswer>> ApiClient::sendPlain(const ApiRequest& request, std::stop_token stop) const
{
    auto wire = wireRequest(m_baseUrl, request, m_credential);
    if (!wire)
        return QtFuture::makeReadyFuture(Result<PlainAnswer>(fail(wire.error())));
    QElapsedTimer clock;
    clock.start();
    return then(m_transport.send(std::move(*wire), std::move(stop)),
                [clock](const QFuture<Result<net::Response>>& done) -> Result<PlainAnswer> {
                    auto response = outcomeOf(done);
                    if (!response)
                        return fail(response.error());
                    return PlainAnswer {std::move(*response), std::chrono::milliseconds(clock.elapsed())};
                });
}

QFuture<Result<ApiAnswer>> ApiClient::send(const ApiRequest& request, std::stop_token stop) const
{
    return then(sendPlain(request, std::move(stop)), [client = *this](const QFuture<Result<PlainAnswer>>& done) -> Result<ApiAnswer> {
        const auto answer = outcomeOf(done);
        return answer ? client.read(*answer) : fail(answer.error());
    });
}

QFuture<Result<ApiAnswer>> ApiClient::sendAll(ApiRequest request, std::stop_token stop) const
{
    return std::make_shared<Pages>(*this, std::move(request), std::move(stop))->start();
}

} // namespace tracedeck::cloudflare
