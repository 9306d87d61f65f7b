#include "net/exchange.h"

#include <QBuffer>
#include <QSslError>
#include <QStringList>

#include <algorithm>
#include <cstring>
#include <limits>

namespace tracedeck::net {

namespace {

constexpr std::uint64_t kReserveAtMost = 64ULL << 20; // a length that is told is not believed further
constexpr int kTlsWordsAtMost = 3;

/// A body that can be sent once: Qt sends a request again by itself when the connection closes before the answer, and finds here that
/// it cannot.
class SentOnce final : public QIODevice {
public:
    explicit SentOnce(QByteArray bytes) : m_bytes(std::move(bytes)) { open(QIODevice::ReadOnly | QIODevice::Unbuffered); }

    [[nodiscard]] bool isSequential() const override { return false; }
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_bytes.size() - m_sent; }
    [[nodiscard]] bool atEnd() const override { return m_sent >= m_bytes.size(); }
    bool seek(qint64) override { return false; }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 size = std::min<qint64>(most, m_bytes.size() - m_sent);
        if (size > 0)
            std::memcpy(data, m_bytes.constData() + m_sent, static_cast<std::size_t>(size));
        m_sent += size;
        return size;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    const QByteArray m_bytes;
    qsizetype m_sent = 0;
};

std::unique_ptr<QIODevice> uploadOf(const Request& request)
{
    if (!maySendAgain(request))
        return std::make_unique<SentOnce>(request.body);
    const bool mustHaveOne = request.verb == Verb::Post; // without, Qt makes a form of the query
    if (request.body.isEmpty() && !mustHaveOne)
        return nullptr;
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(request.body);
    buffer->open(QIODevice::ReadOnly);
    return buffer;
}

} // namespace

Exchange::Exchange(std::shared_ptr<const Request> request, Done done) : m_request(std::move(request)), m_done(std::move(done))
{
    m_silence.setSingleShot(true);
    m_silence.setInterval(m_request->timeout);
    QObject::connect(&m_silence, &QTimer::timeout, this, [this] {
        end(fail(ErrorCode::TimedOut, QStringLiteral("nothing came for %1 s").arg(static_cast<double>(m_request->timeout.count()) / 1000),
                 m_request->url.host()));
    });
}

Exchange::~Exchange()
{
    stop();
}

void Exchange::stop()
{
    m_done = nullptr;
    m_silence.stop();
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    if (m_reply->isRunning())
        m_reply->abort();
}

void Exchange::startAlone(std::unique_ptr<QNetworkAccessManager> manager, const WireSettings& settings)
{
    m_own = std::move(manager);
    start(*m_own, settings);
}

void Exchange::start(QNetworkAccessManager& manager, const WireSettings& settings)
{
    QNetworkRequest wire = wireRequest(*m_request, settings);
    m_upload = uploadOf(*m_request);
    if (m_upload) {
        wire.setHeader(QNetworkRequest::ContentLengthHeader, m_upload->size());
        wire.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    }
    if (m_request->verb == Verb::Get)
        m_reply.reset(manager.get(wire));
    else if (m_request->verb == Verb::Head)
        m_reply.reset(manager.head(wire));
    else if (m_request->verb == Verb::Post)
        m_reply.reset(manager.post(wire, m_upload.get()));
    else
        m_reply.reset(manager.sendCustomRequest(wire, verbName(m_request->verb), m_upload.get()));
    watch();
    m_silence.start();
}

void Exchange::watch()
{
    auto* reply = m_reply.get();
    const auto heard = [this] { m_silence.start(); };
    QObject::connect(reply, &QNetworkReply::metaDataChanged, this, [this] { onHeaders(); });
    QObject::connect(reply, &QNetworkReply::readyRead, this, [this] { onBytes(); });
    QObject::connect(reply, &QNetworkReply::uploadProgress, this, heard);
    QObject::connect(reply, &QNetworkReply::encrypted, this, heard);
    QObject::connect(reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
        QStringList words;
        for (const QSslError& error : errors.first(std::min<qsizetype>(errors.size(), kTlsWordsAtMost)))
            words << error.errorString();
        m_tlsWords = words.join(QStringLiteral("; "));
    });
    // Queued: a request that fails in its first step would be done before its owner knows it.
    QObject::connect(
        reply, &QNetworkReply::finished, this, [this] { onFinished(); }, Qt::QueuedConnection);
}

void Exchange::onHeaders()
{
    m_silence.start();
    bool isKnown = false;
    const auto length = m_reply->header(QNetworkRequest::ContentLengthHeader).toULongLong(&isKnown);
    if (!isKnown || m_request->verb == Verb::Head)
        return;
    if (length > m_request->maxBytes)
        return end(fail(ErrorCode::LimitExceeded, QStringLiteral("%1 bytes, at most %2 are taken").arg(length).arg(m_request->maxBytes),
                        m_request->url.host()));
    m_body.reserve(static_cast<qsizetype>(std::min<std::uint64_t>(length, kReserveAtMost)));
}

void Exchange::onBytes()
{
    m_silence.start();
    const qint64 waiting = m_reply->bytesAvailable();
    if (waiting <= 0)
        return;
    if (static_cast<std::uint64_t>(m_body.size()) + static_cast<std::uint64_t>(waiting) > m_request->maxBytes)
        return end(fail(ErrorCode::LimitExceeded, QStringLiteral("more than %1 bytes").arg(m_request->maxBytes), m_request->url.host()));
    const qsizetype had = m_body.size();
    m_body.resize(had + waiting);
    m_body.resize(had + std::max<qint64>(0, m_reply->read(m_body.data() + had, waiting)));
    if (m_request->onData)
        m_request->onData(static_cast<std::uint64_t>(m_body.size()));
}

Result<Response> Exchange::answer()
{
    if (const auto failure = failureOf(*m_reply, m_tlsWords))
        return fail(*failure);
    Response response {m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), headersOf(*m_reply), std::move(m_body)};
    // Not left to Qt, which takes some closed connections for the end.
    const bool hasBody = m_request->verb != Verb::Head && response.status != 204 && response.status / 100 != 3;
    bool isKnown = false;
    const auto length = response.header("Content-Length").toLongLong(&isKnown);
    if (isKnown ? hasBody && length != response.body.size() : m_request->isWhole && !m_request->isWhole(response)) {
        Error error {ErrorCode::BadAnswer, QStringLiteral("the answer was cut off"), m_request->url.host()};
        error.status = response.status;
        return fail(std::move(error));
    }
    return response;
}

void Exchange::onFinished()
{
    onBytes(); // may find too much, and end it
    if (m_done)
        end(answer());
}

void Exchange::end(Result<Response> answer)
{
    const Done done = std::exchange(m_done, nullptr);
    stop();
    if (done)
        done(std::move(answer));
}

} // namespace tracedeck::net
