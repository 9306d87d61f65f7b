#include "sandbox/destination_writer.h"

#include "async/outcome.h"
#include "async/then.h"

#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QSaveFile>

#include <algorithm>

namespace tracedeck::sandbox {

namespace {

using logpush::Destination;
using logpush::DestinationKind;

constexpr std::size_t kMostBuckets = 16; ///< kept open for s3:// destinations
constexpr std::chrono::seconds kPatience {30};
constexpr char kNoHost[] = "DNSError";

tl::unexpected<Error> failed(const QString& why)
{
    return fail(ErrorCode::IoFailed, QString::fromLatin1(kUploadFailed), why);
}

QFuture<Result<void>> ready(Result<void> result)
{
    return QtFuture::makeReadyFuture(std::move(result));
}

QString keyOf(const Destination& destination, const Delivery& delivery)
{
    const QString prefix = logpush::objectPrefix(destination, delivery.atMs);
    return prefix.isEmpty() ? delivery.name : QString(prefix % u'/' % delivery.name);
}

QString valueOf(const Destination& destination, QStringView name)
{
    return destination.param(name).value_or(QString());
}

bool isFile(const Destination& destination)
{
    return destination.scheme == u"file" && destination.place == u"localhost";
}

/// One of the default jurisdiction; null where there is none.
const BucketInfo* bucketNamed(const BucketDoor& door, const QString& name)
{
    const auto& all = door.buckets();
    const auto bucket =
        std::find_if(all.begin(), all.end(), [&](const BucketInfo& each) { return each.name == name && each.jurisdiction == u"default"; });
    return bucket == all.end() ? nullptr : &*bucket;
}

Result<void> putInto(BucketShelf& shelf, const BucketInfo& bucket, const Destination& destination, const Delivery& delivery)
{
    const auto store = shelf.store(bucket);
    if (!store)
        return failed(store.error().detail);
    std::vector<net::Header> headers;
    if (delivery.isGzip && delivery.saysGzip)
        headers.push_back({"content-encoding", "gzip"});
    const auto put = (*store)->put(keyOf(destination, delivery).toUtf8(), delivery.bytes, std::move(headers), delivery.changedMs);
    return put ? Result<void> {} : failed(put.error().detail);
}

/// What a failed write over the network says.
Result<void> told(const Result<void>& result)
{
    return result ? result : failed(result.error().detail);
}

Result<void> toldOfPost(const Result<net::Response>& response)
{
    if (!response) {
        const bool hasNoHost = response.error().code == ErrorCode::Unreachable && response.error().detail.contains(u"no host");
        return hasNoHost ? fail(ErrorCode::IoFailed, QString::fromLatin1(kNoHost), response.error().detail)
                         : failed(response.error().detail);
    }
    if (response->status / 100 != 2)
        return failed(QStringLiteral("HTTP status %1").arg(response->status));
    return {};
}

} // namespace

/// Scheme and host: on loopback without TLS, unless somebody has a certificate there.
QString DestinationWriter::origin(const QString& place) const
{
    const QString host = QUrl(u"//" % place).host();
    const bool isHere = host == u"localhost" || QHostAddress(host).isLoopback();
    return (isHere && !m_hasCertificates ? QStringLiteral("http://") : QStringLiteral("https://")) % place;
}

QFuture<Result<void>> DestinationWriter::write(Delivery delivery, std::stop_token stop)
{
    if (auto here = writeHere(delivery))
        return ready(*std::move(here));
    const auto destination = logpush::parseDestination(delivery.destinationConf);
    switch (destination->kind) {
    case DestinationKind::S3:
    case DestinationKind::S3Compatible: return writeS3(*destination, std::move(delivery), std::move(stop));
    case DestinationKind::NewRelic:
    case DestinationKind::Elastic:
    case DestinationKind::Https: return post(*destination, std::move(delivery), std::move(stop));
    default: return ready(failed(QStringLiteral("the Sandbox does not deliver to %1://").arg(destination->scheme)));
    }
}

std::optional<Result<void>> DestinationWriter::writeHere(const Delivery& delivery)
{
    const auto destination = logpush::parseDestination(delivery.destinationConf);
    if (!destination)
        return failed(destination.error().detail);
    if (destination->kind == DestinationKind::R2)
        return writeR2(*destination, delivery);
    if (isFile(*destination))
        return writeFile(*destination, delivery);
    if (destination->kind == DestinationKind::S3 && valueOf(*destination, u"access-key-id").isEmpty())
        return writeOwn(*destination, delivery);
    return std::nullopt;
}

Result<void> DestinationWriter::writeR2(const Destination& destination, const Delivery& delivery)
{
    if (valueOf(destination, u"account-id").toLatin1() != m_door.accountId())
        return failed(QStringLiteral("no such account"));
    const auto guest = m_door.guest(valueOf(destination, u"access-key-id").toLatin1());
    const QByteArray secret = valueOf(destination, u"secret-access-key").toUtf8();
    if (!guest || !guest->secretKey.reveal([&](QByteArrayView right) { return right == secret; }))
        return failed(QStringLiteral("Unauthorized"));
    if (!m_door.hasR2())
        return failed(QStringLiteral("NotEntitled"));
    const BucketInfo* bucket = bucketNamed(m_door, destination.place);
    if (!bucket)
        return failed(QStringLiteral("NoSuchBucket"));
    if (guest->right(*bucket) != BucketRight::ReadWrite)
        return failed(QStringLiteral("AccessDenied"));
    return putInto(m_shelf, *bucket, destination, delivery);
}

/// Somebody let Logpush into the bucket by its policy.
Result<void> DestinationWriter::writeOwn(const Destination& destination, const Delivery& delivery)
{
    const BucketInfo* bucket = bucketNamed(m_door, destination.place);
    return bucket ? putInto(m_shelf, *bucket, destination, delivery) : failed(QStringLiteral("NoSuchBucket"));
}

Result<void> DestinationWriter::writeFile(const Destination& destination, const Delivery& delivery) const
{
    const QString key = keyOf(destination, delivery);
    if (key.split(u'/').contains(QStringLiteral("..")))
        return failed(QStringLiteral("the path leaves the Sandbox's folder"));
    const QString path = m_folder % u'/' % key;
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failed(QStringLiteral("the folder cannot be made"));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(delivery.bytes) != delivery.bytes.size() || !file.commit())
        return failed(file.errorString());
    return {};
}

QFuture<Result<void>> DestinationWriter::writeS3(const Destination& destination, Delivery delivery, std::stop_token stop)
{
    const QString id = valueOf(destination, u"access-key-id"), region = valueOf(destination, u"region");
    if (m_buckets.size() >= kMostBuckets && !m_buckets.contains(delivery.destinationConf))
        m_buckets.clear(); // what runs there fails and is tried again
    auto& bucket = m_buckets[delivery.destinationConf];
    if (!bucket) {
        const QString endpoint = destination.param(u"endpoint").value_or(u"s3." % region % u".amazonaws.com");
        auto secret = std::make_shared<const Secret>(valueOf(destination, u"secret-access-key").toUtf8());
        bucket = std::make_unique<s3::Bucket>(m_transport, s3::BucketAddress {QUrl(origin(endpoint)), destination.place, region},
                                              s3::Keys {id, std::move(secret), nullptr});
    }
    return then(bucket->put(keyOf(destination, delivery), std::move(delivery.bytes), std::move(stop)),
                [](const QFuture<Result<void>>& put) { return told(outcomeOf(put)); });
}

QFuture<Result<void>> DestinationWriter::post(const Destination& destination, Delivery delivery, std::stop_token stop)
{
    static constexpr QStringView kHeader = u"header_";
    net::Request request;
    QStringList query;
    for (const auto& param : destination.params) {
        if (param.name.startsWith(kHeader)) {
            auto value = std::make_shared<const Secret>(param.value().toUtf8());
            request.secrets.push_back({param.name.sliced(kHeader.size()).toLatin1(), {}, std::move(value)});
        } else {
            query.append(param.encoded ? QString(param.name % u'=' % *param.encoded) : param.name);
        }
    }
    QString address = origin(destination.place) % destination.path;
    if (!query.isEmpty())
        address += u'?' % query.join(u'&');
    request.verb = net::Verb::Post;
    request.url = QUrl(address, QUrl::StrictMode);
    if (!request.url.isValid())
        return ready(failed(QStringLiteral("no address that can be asked")));
    request.headers = {{"Content-Type", "application/octet-stream"}}; // what Logpush says there is not documented
    if (delivery.isGzip)
        request.headers.push_back({"Content-Encoding", "gzip"});
    request.body = std::move(delivery.bytes);
    request.timeout = kPatience;
    return then(m_transport.send(std::move(request), std::move(stop)),
                [](const QFuture<Result<net::Response>>& sent) { return toldOfPost(outcomeOf(sent)); });
}

} // namespace tracedeck::sandbox
