#pragma once

#include "base/secret.h"
#include "s3/canonical.h"

#include <QByteArray>

#include <cstdint>
#include <vector>

namespace tracedeck::s3 {

/// A request in the parts that a signature covers, in bytes as they go over the wire.
struct SignableRequest {
    QByteArray method;
    QByteArray path;                  ///< of the request line, before `?`
    QByteArray query;                 ///< behind it
    std::vector<net::Header> headers; ///< exactly those that are signed
    QByteArray payloadHash;           ///< SHA-256 of the body in hex, or a name such as kUnsignedPayload
};
inline constexpr char kUnsignedPayload[] = "UNSIGNED-PAYLOAD";

/// By whom, when and for what a request is signed.
struct SigningScope {
    QByteArray accessKeyId;
    std::int64_t timeMs = 0;
    QByteArray region;
    QByteArray service = "s3";

    [[nodiscard]] QByteArray amzDate() const;    ///< "20150830T123600Z"
    [[nodiscard]] QByteArray credential() const; ///< "20150830/auto/s3/aws4_request", what stands behind the key id
};

/// Signature version 4 with the steps that lead to it. Pure.
struct Signature {
    QByteArray canonicalRequest; ///< holds the session token where that is among the headers
    QByteArray stringToSign;
    QByteArray signedHeaders; ///< "host;x-amz-date"
    QByteArray signature;     ///< hex
};
[[nodiscard]] Signature sign(const SignableRequest& request, const SigningScope& scope, const Secret& secretKey, PathRules rules = {});

/// The value of the header `Authorization`.
[[nodiscard]] QByteArray authorization(const SigningScope& scope, const Signature& signature);
/// The query of a presigned request before its signature is known: sign with it, then append `&X-Amz-Signature=`. The session token may
/// be null.
[[nodiscard]] QByteArray presignQuery(const SignableRequest& request, const SigningScope& scope, std::int64_t validSeconds,
                                      const Secret* sessionToken = nullptr);

[[nodiscard]] QByteArray sha256Hex(QByteArrayView bytes);

/// The key that signatures of one day, region and service are made with, wiped on the way out.
class SigningKey {
public:
    SigningKey(const SigningScope& scope, const Secret& secretKey);
    ~SigningKey() { m_key.fill('\0'); }
    SigningKey(const SigningKey&) = delete;
    SigningKey& operator=(const SigningKey&) = delete;
    [[nodiscard]] QByteArray sign(QByteArrayView text) const; ///< hex

private:
    QByteArray m_key;
};

} // namespace tracedeck::s3
