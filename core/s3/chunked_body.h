#pragma once

#include "s3/signature_check.h"

#include <QByteArray>

namespace tracedeck::s3 {

/// The body of this request was sent in signed or unsigned chunks (`x-amz-content-sha256: STREAMING-…`).
[[nodiscard]] bool isChunked(const SignatureClaim& claim);

/// The bytes inside of such a body, its chunk signatures proven where it has some. Checksums in trailers are read over. ObjectRefused:
/// IncompleteBody, SignatureDoesNotMatch.
[[nodiscard]] Result<QByteArray> chunkedBytes(QByteArrayView body, const SignatureClaim& claim, const Secret& secretKey);

} // namespace tracedeck::s3
