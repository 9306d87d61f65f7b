#pragma once

#include "base/result.h"
#include "net/transport.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace tracedeck::sandbox {

/// One request as it came over a connection, its chunks put together.
struct WireRequest {
    QByteArray method, target; ///< target: as it stands in the request line, encoded
    std::vector<net::Header> headers;
    QByteArray body;
    bool keepsOpen = true; ///< the connection may carry another one

    [[nodiscard]] QByteArray path() const;  ///< before `?`
    [[nodiscard]] QByteArray query() const; ///< behind it
    /// The first of that name, in any case; empty where there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    bool operator==(const WireRequest&) const = default;
};

struct ReaderLimits {
    qsizetype headBytes = qsizetype {64} << 10;
    qsizetype bodyBytes = qsizetype {64} << 20;
};

/// Takes the bytes of a connection as they come and hands out requests of HTTP/1.1, whole.
class RequestReader {
public:
    explicit RequestReader(ReaderLimits limits = {}) : m_limits(limits) {}

    void add(QByteArrayView bytes) { m_buffer.append(bytes); }
    /// nullopt: bytes are missing. BadValue or LimitExceeded with the HTTP status to refuse with: the connection cannot go on.
    [[nodiscard]] Result<std::optional<WireRequest>> next();
    /// Once for a request whose client waits for "100 Continue" before it sends the body.
    [[nodiscard]] bool takeContinue();

private:
    enum class Step { Head, Body, ChunkSize, ChunkBytes, Trailers };

    [[nodiscard]] Result<bool> readHead();
    [[nodiscard]] Result<void> readFraming();
    [[nodiscard]] Result<bool> readBody();
    [[nodiscard]] Result<bool> readChunkSize();
    [[nodiscard]] Result<bool> readChunkBytes();
    [[nodiscard]] Result<bool> readTrailers();
    [[nodiscard]] Result<std::optional<QByteArray>> takeLine(qsizetype atMost);

    ReaderLimits m_limits;
    QByteArray m_buffer;
    WireRequest m_request;
    Step m_step = Step::Head;
    qsizetype m_missing = 0;  ///< bytes of the body or chunk
    qsizetype m_searched = 0; ///< so far of the buffer there is no end of the head
    bool m_wantsContinue = false;
};

} // namespace tracedeck::sandbox
