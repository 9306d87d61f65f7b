#pragma once

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
};

/// An S3-compatible bucket, read with signature version 4. A wrong clock on this machine is found from the server's `Date` and
/// corrected once. Answers in XML that name an error become ObjectRefused.
class Bucket final : public objects::ObjectSource {
public:
    Bucket(net::Transport& transport, BucketAddress address, Keys keys);
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
