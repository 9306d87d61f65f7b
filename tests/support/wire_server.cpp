#include "support/wire_server.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>

namespace tracedeck::test {

QByteArray Asked::header(QByteArrayView name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

namespace {

void run(const QStringList& arguments, const QString& folder)
{
    QProcess openssl;
    openssl.setWorkingDirectory(folder);
    openssl.start(QStringLiteral("openssl"), arguments);
    if (!openssl.waitForFinished(30'000) || openssl.exitCode() != 0)
        qFatal("openssl %s: %s", qPrintable(arguments.join(u' ')), openssl.readAllStandardError().constData());
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QString day(int fromNow)
{
    return QDateTime::currentDateTimeUtc().addDays(fromNow).toString(QStringLiteral("yyyyMMddHHmmss'Z'"));
}

} // namespace

Certificates::Certificates()
{
    write(file(QStringLiteral("index.txt")), {});
    write(file(QStringLiteral("serial")), "01\n");
}

QSslConfiguration Certificates::make(const QString& name, int fromDay, int toDay)
{
    const QString stem = QStringLiteral("made-%1").arg(++m_made);
    const QString key = file(stem + QStringLiteral(".key")), request = file(stem + QStringLiteral(".csr"));
    m_last = file(stem + QStringLiteral(".pem"));
    write(file(QStringLiteral("ca.conf")),
          "[req]\ndistinguished_name = dn\nprompt = no\n[dn]\nCN = Tracedeck test\n[ca]\ndefault_ca = own\n[own]\ndatabase = index.txt\n"
          "serial = serial\nnew_certs_dir = .\ndefault_md = sha256\npolicy = any\nunique_subject = no\nx509_extensions = v3\n"
          "[any]\ncommonName = supplied\n[v3]\nbasicConstraints = CA:TRUE\nsubjectAltName = "
              + name.toUtf8() + "\n");
    run({QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
         QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"), QStringLiteral("-config"), QStringLiteral("ca.conf"),
         QStringLiteral("-keyout"), key, QStringLiteral("-out"), request},
        m_folder.path());
    run({QStringLiteral("ca"), QStringLiteral("-batch"), QStringLiteral("-notext"), QStringLiteral("-config"), QStringLiteral("ca.conf"),
         QStringLiteral("-selfsign"), QStringLiteral("-keyfile"), key, QStringLiteral("-in"), request, QStringLiteral("-out"), m_last,
         QStringLiteral("-startdate"), day(fromDay), QStringLiteral("-enddate"), day(toDay)},
        m_folder.path());
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setPrivateKey(QSslKey(contents(key), QSsl::Ec));
    tls.setLocalCertificate(QSslCertificate(contents(m_last)));
    return tls;
}

WireServer::WireServer(Answer answer, const std::optional<QSslConfiguration>& tls, quint16 port)
    : m_answer(std::move(answer))
    , m_isTls(tls.has_value())
{
    if (tls) {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(*tls);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    m_server->setListenBacklogSize(200);
    if (!m_server->listen(QHostAddress::LocalHost, port))
        qFatal("no port: %s", qPrintable(m_server->errorString()));
    QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(), [this] {
        while (auto* socket = m_server->nextPendingConnection())
            serve(socket);
    });
}

WireServer::~WireServer()
{
    for (auto* socket : m_server->findChildren<QTcpSocket*>())
        socket->disconnect();
}

QUrl WireServer::url(const QByteArray& target, const QByteArray& host) const
{
    return QUrl::fromEncoded((m_isTls ? "https://" : "http://") + host + ':' + QByteArray::number(port()) + target, QUrl::StrictMode);
}

void WireServer::serve(QTcpSocket* socket)
{
    ++m_connections;
    auto buffer = std::make_shared<QByteArray>();
    const auto more = [this, socket, buffer] { read(socket, *buffer); };
    QObject::connect(socket, &QTcpSocket::readyRead, socket, more);
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    more();
}

void WireServer::read(QTcpSocket* socket, QByteArray& buffer)
{
    buffer += socket->readAll();
    const qsizetype end = buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    const QList<QByteArray> lines = buffer.left(end).split('\n');
    const QList<QByteArray> first = lines.front().trimmed().split(' ');
    Asked asked {first.value(0), first.value(1), {}, {}};
    for (const QByteArray& line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        asked.headers.emplace_back(line.left(colon).trimmed(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = asked.header("Content-Length").toLongLong();
    if (buffer.size() < end + 4 + length)
        return;
    asked.body = buffer.mid(end + 4, length);
    buffer.remove(0, end + 4 + length);
    m_asked.push_back(asked);
    m_answer(asked, *socket);
}

QByteArray WireServer::bytes(int status, const QByteArray& body, const QByteArray& moreHeaders)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Some\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + moreHeaders
        + "\r\n" + body;
}

WireServer::Answer WireServer::always(int status, const QByteArray& body, const QByteArray& moreHeaders)
{
    return [answer = bytes(status, body, moreHeaders)](const Asked& asked, QTcpSocket& socket) {
        socket.write(asked.verb == "HEAD" ? answer.left(answer.indexOf("\r\n\r\n") + 4) : answer);
    };
}

} // namespace tracedeck::test
