#pragma once

#include "base/result.h"
#include "s3/sigv4.h"

#include <QByteArrayList>

namespace tracedeck::s3 {

/// A request as a server got it.
struct ReceivedRequest {
    QByteArray method;
    QByteArray path;                  ///< of the request line before `?`, still encoded
    QByteArray query;                 ///< behind it, still encoded
    std::vector<net::Header> headers; ///< all of them
    QByteArray bodyHash;              ///< SHA-256 in hex of the body as it came; "" = the body is not looked at
};

/// Who a request says it comes from, and what it signed; nothing of it is proven yet.
struct SignatureClaim {
    QByteArray accessKeyId;
    QByteArray date, region, service; ///< of the scope
    std::int64_t timeMs = 0;
    std::int64_t validSeconds = 0; ///< presigned only
    QByteArrayList signedHeaders;
    QByteArray signature;
    QByteArray payloadHash; ///< a hash, or UNSIGNED-PAYLOAD, STREAMING-…
    bool isPresigned = false;
};

/// Reads the claim from the header `Authorization` or from the query. ObjectRefused with S3's code in front of the detail and the HTTP
/// status: AccessDenied (not signed at all), AuthorizationHeaderMalformed, AuthorizationQueryParametersError.
[[nodiscard]] Result<SignatureClaim> readSignature(const ReceivedRequest& request);

/// Whether the owner of `secretKey` signed this request, and now. ObjectRefused as above: SignatureDoesNotMatch, RequestTimeTooSkewed
/// (more than 15 minutes off), ExpiredRequest (a presigned one past its time), XAmzContentSHA256Mismatch (another body).
[[nodiscard]] Result<void> verifySignature(const ReceivedRequest& request, const SignatureClaim& claim, const Secret& secretKey,
                                           std::int64_t nowMs);

} // namespace tracedeck::s3
