#pragma once

#include "sandbox/bucket_door.h"
#include "sandbox/bucket_shelf.h"
#include "sandbox/bucket_xml.h"
#include "sandbox/loopback_server.h"

namespace tracedeck::sandbox {

/// What one request is about, when all is proven.
struct BucketCall {
    const WireRequest& request;
    const BucketInfo& bucket;
    BucketStore& store;
    QByteArray key;  ///< decoded; "" = the bucket itself
    QByteArray body; ///< decoded where it came in signed chunks
    qint64 nowMs = 0;

    /// The decoded value of a parameter of the query; nullopt where it is not there.
    [[nodiscard]] std::optional<QByteArray> parameter(QByteArrayView name) const;
};

/// R2's S3 interface over the shelf: ListBuckets, HeadBucket, GetBucketLocation, ListObjectsV2, and Get-, Head-, Put-, DeleteObject, path
/// style. Every request must be signed by a usable token with the right to do it. A bucket of a jurisdiction answers at its own host
/// alone: one that begins with "eu." or "fedramp.".
class BucketService {
public:
    BucketService(BucketDoor& door, BucketShelf& shelf, const Clock& clock) : m_door(door), m_shelf(shelf), m_clock(clock) {}

    [[nodiscard]] WireAnswer answer(const WireRequest& request);

private:
    [[nodiscard]] WireAnswer proven(const WireRequest& request, qint64 nowMs);
    [[nodiscard]] WireAnswer listBuckets(const BucketGuest& guest, const QString& jurisdiction) const;
    [[nodiscard]] WireAnswer inBucket(const WireRequest& request, const BucketGuest& guest, QByteArray body, qint64 nowMs);

    BucketDoor& m_door;
    BucketShelf& m_shelf;
    const Clock& m_clock;
};

// bucket_objects.cpp
[[nodiscard]] WireAnswer listObjects(const BucketCall& call);
[[nodiscard]] WireAnswer getObject(const BucketCall& call);
[[nodiscard]] WireAnswer headObject(const BucketCall& call);
[[nodiscard]] WireAnswer putObject(const BucketCall& call);
[[nodiscard]] WireAnswer deleteObject(const BucketCall& call);

} // namespace tracedeck::sandbox
