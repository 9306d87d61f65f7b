#include "sandbox/bucket_service.h"

#include "s3/canonical.h"
#include "s3/chunked_body.h"
#include "s3/signature_check.h"

#include <algorithm>
#include <array>

namespace tracedeck::sandbox {

namespace {

constexpr qint64 kSkewMs = qint64 {20} * 60'000;
constexpr std::chrono::seconds kSlow {3};
constexpr char kLoginPage[] =
    "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form method=\"post\">Sign in</form></body></html>";

/// The parameters that change what a request means and are served; all others of S3's subresources are not.
constexpr auto kSubresources = std::to_array<const char*>(
    {"accelerate", "acl",        "analytics",    "attributes",        "cors",        "delete",         "encryption",  "intelligent-tiering",
     "inventory",  "legal-hold", "lifecycle",    "logging",           "metrics",     "notification",   "object-lock", "ownershipControls",
     "partNumber", "policy",     "policyStatus", "publicAccessBlock", "replication", "requestPayment", "restore",     "retention",
     "select",     "tagging",    "torrent",      "uploadId",          "uploads",     "versionId",      "versioning",  "versions",
     "website"});

using Serve = WireAnswer (*)(const BucketCall&);

WireAnswer headBucket(const BucketCall& call)
{
    WireAnswer answer;
    answer.headers = {{"x-amz-bucket-region", call.bucket.location.toUtf8()}};
    return answer;
}

WireAnswer bucketLocation(const BucketCall& call)
{
    WireAnswer answer;
    answer.headers = {{"Content-Type", "application/xml"}};
    answer.body = locationXml(call.bucket);
    return answer;
}

WireAnswer getBucket(const BucketCall& call)
{
    if (call.parameter("location"))
        return bucketLocation(call);
    return call.parameter("list-type") == QByteArray("2") ? listObjects(call) : refusal(BucketRefusal::NotImplemented);
}

struct Operation {
    const char* method;
    bool onObject;
    BucketRight right;
    Serve serve;
};
constexpr auto kOperations = std::to_array<Operation>({
    {"GET", false, BucketRight::Read, getBucket},
    {"HEAD", false, BucketRight::Read, headBucket},
    {"GET", true, BucketRight::Read, getObject},
    {"HEAD", true, BucketRight::Read, headObject},
    {"PUT", true, BucketRight::ReadWrite, putObject},
    {"DELETE", true, BucketRight::ReadWrite, deleteObject},
});

bool asksForMore(const WireRequest& request)
{
    const auto parts = request.query().split('&');
    return std::any_of(parts.begin(), parts.end(), [](const QByteArray& part) {
        const QByteArray name = s3::percentDecoded(part.split('=').first());
        return std::find(kSubresources.begin(), kSubresources.end(), name) != kSubresources.end();
    });
}

QString jurisdictionOf(const WireRequest& request)
{
    const QByteArray host = request.header("host").toLower();
    if (host.startsWith("eu."))
        return QStringLiteral("eu");
    return host.startsWith("fedramp.") ? QStringLiteral("fedramp") : QStringLiteral("default");
}

s3::ReceivedRequest received(const WireRequest& request)
{
    return {request.method, request.path(), request.query(), request.headers, s3::sha256Hex(request.body)};
}

WireAnswer refusedBy(const Error& error)
{
    return refusal(error.status, error.detail.toUtf8());
}

/// The answer where a fault takes its place.
std::optional<WireAnswer> brokenBy(std::optional<Fault> fault)
{
    WireAnswer answer;
    switch (fault.value_or(Fault::Slow)) {
    case Fault::Forbidden: return refusal(BucketRefusal::AccessDenied);
    case Fault::ServerError: return refusal(BucketRefusal::InternalError);
    case Fault::Unavailable: return refusal(BucketRefusal::ServiceUnavailable);
    case Fault::RateLimited:
        answer = refusal(BucketRefusal::TooManyRequests);
        answer.headers.push_back({"Retry-After", "1"});
        return answer;
    case Fault::Reset: answer.ending = WireAnswer::Ending::Reset; return answer;
    case Fault::Html:
        answer.headers = {{"Content-Type", "text/html; charset=utf-8"}};
        answer.body = kLoginPage;
        return answer;
    default: return std::nullopt; // those that let the request be served
    }
}

} // namespace

std::optional<QByteArray> BucketCall::parameter(QByteArrayView name) const
{
    for (const QByteArray& part : request.query().split('&')) {
        const qsizetype equals = part.indexOf('=');
        if (s3::percentDecoded(QByteArrayView(part).first(equals < 0 ? part.size() : equals)) == name)
            return equals < 0 ? QByteArray() : s3::percentDecoded(QByteArrayView(part).sliced(equals + 1));
    }
    return std::nullopt;
}

WireAnswer BucketService::answer(const WireRequest& request)
{
    const auto fault = m_door.fault();
    const qint64 nowMs = m_clock.nowMs() + (fault == Fault::Skew ? kSkewMs : 0);
    const auto broken = brokenBy(fault);
    WireAnswer answer = broken ? *broken : proven(request, nowMs);
    answer.headers.push_back({"Date", httpTime(nowMs)});
    answer.headers.push_back({"Server", "cloudflare"});
    if (fault == Fault::Slow)
        answer.delay = kSlow;
    if (fault == Fault::Cut)
        answer.ending = WireAnswer::Ending::Cut;
    if (request.method == "HEAD") {
        answer.length = answer.length.value_or(static_cast<std::uint64_t>(answer.body.size()));
        answer.body.clear();
    }
    return answer;
}

WireAnswer BucketService::proven(const WireRequest& request, qint64 nowMs)
{
    const auto asked = received(request);
    const auto claim = s3::readSignature(asked);
    if (!claim)
        return refusedBy(claim.error());
    const auto guest = m_door.guest(claim->accessKeyId);
    if (!guest)
        return refusal(BucketRefusal::Unauthorized);
    if (auto good = s3::verifySignature(asked, *claim, guest->secretKey, nowMs); !good)
        return refusedBy(good.error());
    if (!m_door.hasR2())
        return refusal(BucketRefusal::NotEntitled);
    QByteArray body = request.body;
    if (s3::isChunked(*claim)) {
        auto whole = s3::chunkedBytes(request.body, *claim, guest->secretKey);
        if (!whole)
            return refusedBy(whole.error());
        body = *std::move(whole);
    }
    if (request.path() == "/")
        return request.method == "GET" ? listBuckets(*guest, jurisdictionOf(request)) : refusal(BucketRefusal::NotImplemented);
    return inBucket(request, *guest, std::move(body), nowMs);
}

WireAnswer BucketService::listBuckets(const BucketGuest& guest, const QString& jurisdiction) const
{
    std::vector<BucketInfo> seen;
    for (const auto& bucket : m_door.buckets()) {
        if (bucket.jurisdiction == jurisdiction && guest.right(bucket) != BucketRight::None)
            seen.push_back(bucket);
    }
    WireAnswer answer;
    answer.headers = {{"Content-Type", "application/xml"}};
    answer.body = bucketsXml(m_door.accountId(), seen);
    return answer;
}

WireAnswer BucketService::inBucket(const WireRequest& request, const BucketGuest& guest, QByteArray body, qint64 nowMs)
{
    const QByteArray path = request.path().sliced(1); // decoded in two parts: a bucket's name has no slash, a key may begin with one
    const qsizetype slash = path.indexOf('/');
    const QString name = QString::fromUtf8(s3::percentDecoded(slash < 0 ? path : path.first(slash)));
    const QByteArray key = slash < 0 ? QByteArray() : s3::percentDecoded(QByteArrayView(path).sliced(slash + 1));
    if (!isBucketName(name))
        return refusal(BucketRefusal::InvalidBucketName);
    const auto& all = m_door.buckets();
    const QString jurisdiction = jurisdictionOf(request);
    const auto bucket =
        std::find_if(all.begin(), all.end(), [&](const auto& b) { return b.name == name && b.jurisdiction == jurisdiction; });
    if (bucket == all.end())
        return refusal(BucketRefusal::NoSuchBucket);
    const auto operation = std::find_if(kOperations.begin(), kOperations.end(), [&](const Operation& each) {
        return request.method == each.method && each.onObject == !key.isEmpty();
    });
    if (operation == kOperations.end() || asksForMore(request))
        return refusal(BucketRefusal::NotImplemented);
    if (guest.right(*bucket) < operation->right)
        return refusal(BucketRefusal::AccessDenied);
    const auto store = m_shelf.store(*bucket);
    if (!store)
        return refusal(BucketRefusal::InternalError);
    return operation->serve({request, *bucket, **store, key, std::move(body), nowMs});
}

} // namespace tracedeck::sandbox
