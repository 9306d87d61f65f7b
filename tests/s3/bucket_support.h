#pragma once

#include "s3/bucket.h"
#include "s3/scripted_transport.h"
#include "s3/signature_check.h"

#include <QElapsedTimer>
#include <QTest>

namespace tracedeck::test {

inline constexpr char kSecret[] = "a-secret-that-is-not-to-be-seen";

inline s3::Keys keys(const char* secret = kSecret)
{
    return {QStringLiteral("AKID"), std::make_shared<const Secret>(QByteArrayView(secret)), nullptr};
}

inline s3::BucketAddress address(const char* endpoint = "http://127.0.0.1:9000")
{
    return {QUrl(QString::fromLatin1(endpoint)), QStringLiteral("logs"), QStringLiteral("auto")};
}

struct StoppedClock final : Clock {
    explicit StoppedClock(std::int64_t ms) : now(ms) {}
    [[nodiscard]] std::int64_t nowMs() const override { return now; }
    std::int64_t now;
};

/// The request as the server sees it: with its secret headers written in.
inline s3::ReceivedRequest asReceived(const net::Request& request)
{
    s3::ReceivedRequest got;
    got.method = net::verbName(request.verb);
    got.path = request.url.path(QUrl::FullyEncoded).toLatin1();
    got.query = request.url.query(QUrl::FullyEncoded).toLatin1();
    got.headers = request.headers;
    got.headers.push_back({"Host", request.url.authority(QUrl::FullyEncoded).toLatin1()});
    for (const auto& secret : request.secrets)
        secret.value->reveal([&](QByteArrayView value) {
            got.headers.push_back({secret.name, QByteArray(secret.prefix + value.toByteArray())});
        });
    got.bodyHash = s3::sha256Hex(request.body);
    return got;
}

/// "" where a server that knows the secret finds the signature good at `nowMs`.
inline QString checked(const net::Request& request, std::int64_t nowMs)
{
    const auto received = asReceived(request);
    const auto claim = s3::readSignature(received);
    if (!claim)
        return claim.error().detail;
    const auto good = s3::verifySignature(received, *claim, Secret(QByteArrayView(kSecret)), nowMs);
    return good ? QString() : good.error().detail;
}

/// Waits for an answer.
template<typename T>
Result<T> take(QFuture<Result<T>> future)
{
    QElapsedTimer patience;
    patience.start();
    while (!future.isFinished() && patience.elapsed() < 10'000)
        QTest::qWait(1);
    return future.resultCount() > 0 ? future.result() : Result<T> {fail(ErrorCode::TimedOut)};
}

inline const net::Header kEtag {"ETag", "\"abc\""};

} // namespace tracedeck::test
