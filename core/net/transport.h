#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QByteArray>
#include <QFuture>
#include <QUrl>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace tracedeck::net {

struct Response;

enum class Verb : std::uint8_t { Get, Head, Post, Put, Patch, Delete };
[[nodiscard]] const char* verbName(Verb verb); ///< "GET"

struct Header {
    QByteArray name, value;
    bool operator==(const Header&) const = default;
};

/// A header whose value must not be seen: it joins the request when that is written to the wire, and goes to no other host.
struct SecretHeader {
    QByteArray name, prefix; ///< "Authorization", "Bearer "
    SharedSecret value;
};

/// One request, as a value. `url` is sent as it is encoded: paths and queries are made by whoever signs them.
struct Request {
    Verb verb = Verb::Get;
    QUrl url;
    std::vector<Header> headers;
    std::vector<SecretHeader> secrets;
    QByteArray body;
    bool isRepeatable = false;                          ///< may be sent again after a lost answer; GET and HEAD always may
    std::chrono::milliseconds timeout {60'000};         ///< without a byte from the other side
    std::uint64_t maxBytes = 1ULL << 30;                ///< a longer body is LimitExceeded
    std::function<void(std::uint64_t received)> onData; ///< bytes of the body so far; called on the transport's thread
    /// Asked where the other side did not say how long its answer is (chunks): false makes it BadAnswer, cut off. Qt 6.4 takes many a
    /// connection that closes between or in chunks for the end. Called on the transport's thread.
    std::function<bool(const Response&)> isWhole {};
};

/// True where sending it twice cannot do twice what it does.
[[nodiscard]] bool maySendAgain(const Request& request);

struct Response {
    int status = 0;
    std::vector<Header> headers; ///< names as they came; look up with `header`
    QByteArray body;             ///< as delivered: never decompressed

    /// Compared without case; the first of several; empty where there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

/// The one seam to the network. Any thread; results arrive on the transport's own thread, owners hold them as Pending.
/// An answer of any status is a success here. Fails with BadValue (what cannot be sent as it stands), Unreachable, TimedOut, TlsFailed, Insecure, BadAnswer (cut off),
/// LimitExceeded, Cancelled. Redirects are not followed when the request carries secrets or is no GET/HEAD: the 3xx is the answer.
class Transport {
public:
    virtual ~Transport() = default;
    [[nodiscard]] virtual QFuture<Result<Response>> send(Request request, std::stop_token stop) = 0;
};

} // namespace tracedeck::net
