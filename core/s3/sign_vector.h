#pragma once

#include "base/result.h"
#include "s3/sigv4.h"

namespace tracedeck::s3 {

/// What a published test vector's request becomes when it is signed in its headers, and when it is presigned.
struct SignedVector {
    Signature header, query;
};

/// `request` as in a vector's request.txt (request line, headers, an empty line, body), `context` as in its context.json (credentials,
/// region, service, timestamp, normalize, sign_body, omit_session_token, expiration_in_seconds). The keys of vectors are public.
/// BadJson, BadValue.
[[nodiscard]] Result<SignedVector> signVector(const QByteArray& request, const QByteArray& context);

} // namespace tracedeck::s3
