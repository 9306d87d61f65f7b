#pragma once

#include "support/wire_server.h"

#include <map>
#include <memory>

namespace tracedeck::test {

/// A bucket "logs" on this machine that lists and hands out what it is given, under whatever names. It checks no signature.
class ServedBucket {
public:
    explicit ServedBucket(std::map<QByteArray, QByteArray> objects = {}) : m_objects(std::move(objects)) { start(); }

    [[nodiscard]] QString endpoint() const { return m_endpoint; }
    [[nodiscard]] std::map<QByteArray, QByteArray>& objects() { return m_objects; }

    void stop() { m_server.reset(); }
    /// On the port that it had.
    void start();

private:
    void answer(const Asked& asked, QTcpSocket& socket) const;
    [[nodiscard]] QByteArray listing(const QUrl& asked) const;

    std::map<QByteArray, QByteArray> m_objects;
    std::unique_ptr<WireServer> m_server;
    QString m_endpoint;
    quint16 m_port = 0;
};

/// An object of `events` lines, packed with gzip.
[[nodiscard]] QByteArray packedEvents(int events);

} // namespace tracedeck::test
