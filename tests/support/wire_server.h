#pragma once

#include <QByteArray>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tracedeck::test {

/// One request as it came over the wire.
struct Asked {
    QByteArray verb, target, body;
    std::vector<std::pair<QByteArray, QByteArray>> headers;

    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

/// Keys and certificates for servers, made by the openssl command in a folder of their own.
class Certificates {
public:
    Certificates();
    /// A certificate that signs itself, for `name` ("IP:127.0.0.1"), valid from and until so many days from now.
    [[nodiscard]] QSslConfiguration make(const QString& name, int fromDay = -1, int toDay = 2);
    [[nodiscard]] QString file(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString lastCertificate() const { return m_last; } ///< path of the PEM file made last

private:
    QTemporaryDir m_folder;
    QString m_last;
    int m_made = 0;
};

/// A server on 127.0.0.1 that answers byte by byte as it is told: also what no decent library would let through. Lives on the thread of
/// the test, whose event loop must run.
class WireServer {
public:
    using Answer = std::function<void(const Asked&, QTcpSocket&)>;

    explicit WireServer(Answer answer, const std::optional<QSslConfiguration>& tls = std::nullopt, quint16 port = 0); ///< 0: any
    ~WireServer();
    WireServer(const WireServer&) = delete;
    WireServer& operator=(const WireServer&) = delete;

    [[nodiscard]] QUrl url(const QByteArray& target = "/", const QByteArray& host = "127.0.0.1") const;
    [[nodiscard]] quint16 port() const { return m_server->serverPort(); }
    [[nodiscard]] const std::vector<Asked>& asked() const { return m_asked; }
    [[nodiscard]] int connections() const { return m_connections; }

    /// The bytes of a proper answer.
    static QByteArray bytes(int status, const QByteArray& body = {}, const QByteArray& moreHeaders = {});
    /// Answers everything so.
    static Answer always(int status, const QByteArray& body = {}, const QByteArray& moreHeaders = {});

private:
    void serve(QTcpSocket* socket);
    void read(QTcpSocket* socket, QByteArray& buffer);

    Answer m_answer;
    bool m_isTls = false;
    std::unique_ptr<QTcpServer> m_server;
    std::vector<Asked> m_asked;
    int m_connections = 0;
};

} // namespace tracedeck::test
