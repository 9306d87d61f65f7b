#pragma once

#include "sandbox/bucket_store.h"
#include "sandbox/loopback_server.h"
#include "sandbox/state.h"

#include <QByteArray>

#include <cstdint>
#include <vector>

namespace tracedeck::sandbox {

/// Why R2's S3 interface refuses. The first group is documented with its status; the second has no row there: S3's own words are used.
enum class BucketRefusal : std::uint8_t {
    Unauthorized,
    AccessDenied,
    SignatureDoesNotMatch,
    ExpiredRequest,
    NotEntitled,
    NoSuchBucket,
    NoSuchKey,
    InvalidBucketName,
    InvalidRange,
    PreconditionFailed,
    TooManyRequests,
    InternalError,
    ServiceUnavailable,

    BadDigest,
    InvalidArgument,
    KeyTooLongError,
    NotImplemented,
};
[[nodiscard]] WireAnswer refusal(BucketRefusal reason);
/// One with a code that is not in the table, such as the signature's check gives it: "CODE: message".
[[nodiscard]] WireAnswer refusal(int status, QByteArrayView codeAndMessage);

/// What a listing was asked, and is to tell again.
struct ListingRequest {
    QByteArray bucket;
    StoreQuery query;
    QByteArray startAfter, continuation; ///< as they were sent
    bool encodesNames = false;           ///< encoding-type=url
};
[[nodiscard]] QByteArray listingXml(const ListingRequest& request, const StorePage& page);
/// Tokens of continuations are for this server alone: nullopt for one that it did not make.
[[nodiscard]] QByteArray continuationToken(const QByteArray& last);
[[nodiscard]] std::optional<QByteArray> readContinuation(const QByteArray& token);

[[nodiscard]] QByteArray bucketsXml(const QByteArray& ownerId, const std::vector<BucketInfo>& buckets);
[[nodiscard]] QByteArray locationXml(const BucketInfo& bucket);

[[nodiscard]] QByteArray isoTime(qint64 ms);  ///< "2026-11-21T12:37:04.123Z"
[[nodiscard]] QByteArray httpTime(qint64 ms); ///< "Sat, 21 Nov 2026 12:37:04 GMT"

} // namespace tracedeck::sandbox
