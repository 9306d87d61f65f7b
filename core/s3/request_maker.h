#pragma once

#include "base/result.h"
#include "net/transport.h"
#include "s3/bucket.h"

namespace tracedeck::s3 {

/// What a request to a bucket is about, before it is signed.
struct BucketRequest {
    net::Verb verb = net::Verb::Get;
    QString key; ///< "" = the bucket itself
    std::vector<std::pair<QByteArray, QString>> query;
    std::vector<net::Header> headers; ///< sent, not signed
    QByteArray body;
    std::uint64_t maxBytes = 1ULL << 30;
    std::function<void(std::uint64_t)> onData;
};

/// Makes signed requests to one bucket, path style. A value; any thread.
class RequestMaker {
public:
    RequestMaker(BucketAddress address, Keys keys) : m_address(std::move(address)), m_keys(std::move(keys)) {}

    /// BadValue where address or keys cannot be used as they are.
    [[nodiscard]] Result<net::Request> make(const BucketRequest& request, std::int64_t nowMs) const;
    [[nodiscard]] const BucketAddress& address() const { return m_address; }

private:
    void addSignature(net::Request& request, const QByteArray& path, const QByteArray& query, std::int64_t nowMs) const;
    [[nodiscard]] QByteArray host() const;

    BucketAddress m_address;
    Keys m_keys;
};

} // namespace tracedeck::s3
