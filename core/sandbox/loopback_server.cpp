#include "sandbox/loopback_server.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace tracedeck::sandbox {

namespace {

constexpr int kMostConnections = 256;
constexpr qint64 kReadAhead = qint64 {1} << 20; ///< while a request is being answered

const char* reasonOf(int status)
{
    switch (status) {
    case 200: return "OK";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 416: return "Range Not Satisfiable";
    case 429: return "Too Many Requests";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "Answer";
    }
}

QByteArray headOf(const WireAnswer& answer, bool closes)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonOf(answer.status) + "\r\n";
    for (const auto& header : answer.headers)
        head += header.name + ": " + header.value + "\r\n";
    const bool hasNoBody = answer.status == 204 || answer.status == 304;
    if (!hasNoBody)
        head += "Content-Length: " + QByteArray::number(answer.length.value_or(static_cast<std::uint64_t>(answer.body.size()))) + "\r\n";
    return head + (closes ? "Connection: close\r\n\r\n" : "\r\n");
}

/// One connection: its requests are answered one after the other. The socket's child.
class Connection final : public QObject {
public:
    Connection(QTcpSocket* socket, const LoopbackServer::SlowHandle& handle, ReaderLimits limits)
        : QObject(socket)
        , m_socket(socket)
        , m_handle(handle)
        , m_reader(limits)
    {
        m_socket->setReadBufferSize(kReadAhead);
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(m_socket, &QIODevice::readyRead, this, &Connection::read);
        connect(m_socket, &QIODevice::bytesWritten, this, &Connection::read);
    }

private:
    void read()
    {
        while (!m_isBusy && !m_isOver) {
            if (m_socket->bytesToWrite() > kReadAhead) // a client that asks without reading answers
                return;
            auto request = m_reader.next();
            if (!request)
                return refuse(request.error());
            if (*request)
                return answer(**request);
            if (m_reader.takeContinue())
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
            if (m_socket->bytesAvailable() == 0)
                return;
            m_reader.add(m_socket->readAll());
        }
    }

    void answer(const WireRequest& request)
    {
        m_isBusy = true;
        m_handle(request, [connection = QPointer<Connection>(this), isOpen = request.keepsOpen](WireAnswer reply) {
            if (connection)
                connection->schedule(std::move(reply), isOpen);
        });
    }

    void schedule(WireAnswer reply, bool isOpen)
    {
        const auto delay = reply.delay;
        auto write = [this, reply = std::move(reply), isOpen] { put(reply, isOpen); };
        if (delay.count() == 0)
            QMetaObject::invokeMethod(this, std::move(write), Qt::QueuedConnection); // other connections get their turn
        else
            QTimer::singleShot(delay, this, std::move(write));
    }

    void put(const WireAnswer& reply, bool isOpen)
    {
        m_isBusy = false;
        if (reply.ending == WireAnswer::Ending::Reset)
            return drop();
        m_socket->write(headOf(reply, !isOpen));
        if (reply.ending == WireAnswer::Ending::Cut) {
            m_socket->write(reply.body.first(reply.body.size() / 2));
            return close();
        }
        m_socket->write(reply.body);
        return isOpen ? read() : close();
    }

    void refuse(const Error& error)
    {
        WireAnswer reply;
        reply.status = error.status;
        reply.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
        reply.body = error.detail.toUtf8() + '\n';
        m_socket->write(headOf(reply, true) + reply.body);
        close();
    }

    void close()
    {
        m_isOver = true;
        m_socket->disconnectFromHost(); // after what is to be written
    }
    void drop()
    {
        m_isOver = true;
        m_socket->abort();
    }

    QTcpSocket* m_socket;
    const LoopbackServer::SlowHandle& m_handle;
    RequestReader m_reader;
    bool m_isBusy = false; ///< an answer is being made
    bool m_isOver = false;
};

} // namespace

LoopbackServer::LoopbackServer(SlowHandle handle, ReaderLimits limits)
    : m_handle(std::move(handle))
    , m_limits(limits)
    , m_server(std::make_unique<QTcpServer>())
{}

LoopbackServer::~LoopbackServer() = default;

std::uint16_t LoopbackServer::port() const
{
    return m_server->serverPort();
}

Result<std::unique_ptr<LoopbackServer>> LoopbackServer::start(std::uint16_t port, Handle handle, ReaderLimits limits)
{
    return start(port, SlowHandle([handle = std::move(handle)](const WireRequest& request, const Reply& reply) { reply(handle(request)); }),
                 limits);
}

Result<std::unique_ptr<LoopbackServer>> LoopbackServer::start(std::uint16_t port, SlowHandle handle, ReaderLimits limits)
{
    std::unique_ptr<LoopbackServer> server(new LoopbackServer(std::move(handle), limits));
    if (!server->m_server->listen(QHostAddress::LocalHost, port))
        return fail(ErrorCode::IoFailed, server->m_server->errorString(), QStringLiteral("127.0.0.1:%1").arg(port));
    QObject::connect(server->m_server.get(), &QTcpServer::newConnection, server->m_server.get(), [raw = server.get()] { raw->take(); });
    return server;
}

void LoopbackServer::take()
{
    while (QTcpSocket* socket = m_server->nextPendingConnection()) {
        if (m_open >= kMostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_open;
        QObject::connect(socket, &QAbstractSocket::disconnected, m_server.get(), [this, socket] {
            --m_open;
            socket->deleteLater();
        });
        new Connection(socket, m_handle, m_limits);
    }
}

} // namespace tracedeck::sandbox
