#pragma once

#include "base/result.h"
#include "sandbox/request_reader.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

class QTcpServer;

namespace tracedeck::sandbox {

/// What goes back over a connection, and how it ends there.
struct WireAnswer {
    enum class Ending : std::uint8_t {
        Whole,
        Cut,   ///< the body ends half way and the connection closes
        Reset, ///< the connection closes without an answer
    };
    int status = 200;
    std::vector<net::Header> headers; ///< Content-Length and Connection are added
    QByteArray body;
    std::optional<std::uint64_t> length {}; ///< of an answer to HEAD: what a GET would bring
    std::chrono::milliseconds delay {0};
    Ending ending = Ending::Whole;
};

/// An HTTP/1.1 server on 127.0.0.1 that hands requests on as they stand in the request line: what a signature covers must not be decoded
/// on the way. (Qt HttpServer 6.4 decodes, knows neither HEAD nor Expect, and keeps its sockets, which faults need, to itself.) Lives on
/// the thread that makes it, as do the connections; there `handle` is called, one request of a connection after the other.
class LoopbackServer {
public:
    using Handle = std::function<WireAnswer(const WireRequest&)>;
    /// For answers that take a while: `reply` is called once, on the server's thread, now or later; a connection that went does not mind.
    using Reply = std::function<void(WireAnswer)>;
    using SlowHandle = std::function<void(const WireRequest&, Reply reply)>;

    ~LoopbackServer();
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    /// Listens on `port`, or on any where that is 0. IoFailed where it is taken.
    [[nodiscard]] static Result<std::unique_ptr<LoopbackServer>> start(std::uint16_t port, Handle handle, ReaderLimits limits = {});
    [[nodiscard]] static Result<std::unique_ptr<LoopbackServer>> start(std::uint16_t port, SlowHandle handle, ReaderLimits limits = {});
    [[nodiscard]] std::uint16_t port() const;

private:
    LoopbackServer(SlowHandle handle, ReaderLimits limits);
    void take();

    SlowHandle m_handle;
    ReaderLimits m_limits;
    int m_open = 0;
    std::unique_ptr<QTcpServer> m_server; // last: its connections go before what they use
};

} // namespace tracedeck::sandbox
