#pragma once

#include "async/alarm.h"
#include "base/clock.h"
#include "net/transport.h"
#include "objects/object_source.h"

#include <QString>
#include <QUrl>

#include <memory>

namespace tracedeck::s3 {

/// Keys of an S3-compatible bucket. For R2: id and SHA-256 of an API token.
struct Keys {
    QString accessKeyId;
    SharedSecret secretAccessKey;
    SharedSecret sessionToken; ///< temporary keys; may be null
};

/// Where a bucket is.
struct BucketAddress {
    QUrl endpoint; ///< "https://<account>.r2.cloudflarestorage.com"; path style
    QString bucket;
    QString region = QStringLiteral("auto");
    bool operator==(const BucketAddress&) const = default;

    /// "s3://host/bucket": names a source and, followed by `/` and the key, an object.
    [[nodiscard]] QString name() const;
};

/// What could be wrong with an address or keys before anything is sent: BadValue, subject: which of them, detail: what about it. Keys
/// that stand in each other's place are told.
[[nodiscard]] Result<void> checkAddress(const BucketAddress& address);
[[nodiscard]] Result<void> checkKeys(const Keys& keys);

/// An S3-compatible bucket, read with signature version 4. What may pass (429, 5xx, a reset, a cut body) is tried again for some
/// seconds. A wrong clock on this machine is found from the server's `Date` and corrected once. Answers in XML that name an error
/// become ObjectRefused.
class Bucket final : public objects::ObjectSource {
public:
    Bucket(net::Transport& transport, BucketAddress address, Keys keys, std::shared_ptr<const Clock> clock = nullptr,
           std::shared_ptr<Alarm> alarm = nullptr);
    ~Bucket() override;

    [[nodiscard]] QFuture<Result<objects::ListPage>> list(objects::ListRequest request, std::stop_token stop) override;
    [[nodiscard]] QFuture<Result<objects::GotObject>> get(objects::GetRequest request, std::stop_token stop) override;
    [[nodiscard]] QFuture<Result<objects::ListedObject>> head(QString key, std::stop_token stop) override;
    /// Writes an object; for the Sandbox's deliveries and for tests, the program itself never writes to a bucket.
    [[nodiscard]] QFuture<Result<void>> put(QString key, QByteArray bytes, std::stop_token stop);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tracedeck::s3
