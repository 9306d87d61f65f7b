#pragma once

#include "base/clock.h"
#include "logpush/destination.h"
#include "net/transport.h"
#include "s3/bucket.h"
#include "sandbox/bucket_door.h"
#include "sandbox/bucket_shelf.h"

#include <QFuture>

#include <map>
#include <optional>
#include <stop_token>

namespace tracedeck::sandbox {

/// One object that is to lie at a destination.
struct Delivery {
    QString destinationConf;
    QString name;       ///< below the destination's path, which may hold `{DATE}`
    QByteArray bytes;   ///< as they are to lie there
    bool isGzip = true; ///< HTTP: says so in Content-Encoding; R2: only with `saysGzip`
    bool saysGzip = false;
    qint64 atMs = 0;                    ///< whose day `{DATE}` is
    std::optional<qint64> changedMs {}; ///< R2: another time of change than now
};

/// Writes to destinations as Logpush does: r2:// into this account's own bucket when the keys in it open it; s3:// with keys, at its
/// endpoint, without them into a bucket of this account, as if its policy let Logpush in; https:// by POST with the `header_…` of its
/// query; file://localhost/… into a folder below the Sandbox's own. On loopback, where nobody has a certificate, https and endpoints are
/// spoken to without TLS, unless `hasCertificates`. The Sandbox's thread; futures may finish on any.
class DestinationWriter {
public:
    /// All outlive it. `folder`: where file:// lies.
    DestinationWriter(BucketDoor& door, BucketShelf& shelf, net::Transport& transport, QString folder, bool hasCertificates = false)
        : m_door(door)
        , m_shelf(shelf)
        , m_transport(transport)
        , m_folder(std::move(folder))
        , m_hasCertificates(hasCertificates)
    {}

    /// IoFailed: `detail` is what the API says of it, `subject` why, without a secret.
    [[nodiscard]] QFuture<Result<void>> write(Delivery delivery, std::stop_token stop);
    /// At once where that needs no network; nullopt where it does.
    [[nodiscard]] std::optional<Result<void>> writeHere(const Delivery& delivery);

private:
    [[nodiscard]] Result<void> writeR2(const logpush::Destination& destination, const Delivery& delivery);
    [[nodiscard]] Result<void> writeOwn(const logpush::Destination& destination, const Delivery& delivery);
    [[nodiscard]] QString origin(const QString& place) const;
    [[nodiscard]] Result<void> writeFile(const logpush::Destination& destination, const Delivery& delivery) const;
    [[nodiscard]] QFuture<Result<void>> writeS3(const logpush::Destination& destination, Delivery delivery, std::stop_token stop);
    [[nodiscard]] QFuture<Result<void>> post(const logpush::Destination& destination, Delivery delivery, std::stop_token stop);

    BucketDoor& m_door;
    BucketShelf& m_shelf;
    net::Transport& m_transport;
    QString m_folder;
    bool m_hasCertificates;
    std::map<QString, std::unique_ptr<s3::Bucket>> m_buckets; ///< by their destination
};

/// What the API says when a push or its probe failed.
inline constexpr char kUploadFailed[] = "error writing object: error uploading";

} // namespace tracedeck::sandbox
