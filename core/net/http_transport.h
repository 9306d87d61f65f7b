#pragma once

#include "net/transport.h"

#include <QString>

#include <memory>

namespace tracedeck::net {

struct HttpOptions {
    QString caFile; ///< PEM, trusted beside the system's; "" = the system's alone
    bool useSystemProxy = true;
    QByteArray userAgent; ///< "" = "Tracedeck/<version>"
    int connectionsPerHost = 8;
};

/// HTTP/1.1 over Qt Network on a thread of its own. TLS is verified; secrets go over https only, loopback aside; no cookies, no cache,
/// no decompression. What must not be sent twice goes over a connection of its own. Dropping it cancels what runs; not from inside of a
/// continuation.
class HttpTransport final : public Transport {
public:
    explicit HttpTransport(HttpOptions options = {});
    ~HttpTransport() override;
    [[nodiscard]] QFuture<Result<Response>> send(Request request, std::stop_token stop) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tracedeck::net
