#include "net/http_date.h"
#include "s3/canonical.h"
#include "sandbox/bucket_range.h"
#include "sandbox/bucket_service.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tracedeck::sandbox {

namespace {

constexpr qsizetype kLongestKey = 1024;
constexpr std::size_t kLargestPage = 1000;
constexpr qint64 kWriteEveryMs = 1000; ///< of one key
constexpr char kDefaultType[] = "application/octet-stream";

/// Headers that stay with an object; so do those that begin with x-amz-meta-.
constexpr auto kKept =
    std::to_array<const char*>({"content-type", "content-encoding", "content-language", "content-disposition", "cache-control", "expires"});

std::vector<net::Header> keptOf(const WireRequest& request)
{
    std::vector<net::Header> kept;
    for (auto header : request.headers) {
        header.name = header.name.toLower();
        if (header.name == "content-encoding") { // "aws-chunked" tells of the way here, not of the object
            auto codings = header.value.split(',');
            codings.removeIf([](const QByteArray& coding) { return coding.trimmed() == "aws-chunked"; });
            header.value = codings.join(',').trimmed();
        }
        const bool isKept = header.name.startsWith("x-amz-meta-") || std::find(kKept.begin(), kKept.end(), header.name) != kKept.end();
        if (isKept && !header.value.isEmpty())
            kept.push_back(std::move(header));
    }
    return kept;
}

QByteArray quoted(const QByteArray& etag)
{
    return '"' + etag + '"';
}

bool namesEtag(const QByteArray& list, const QByteArray& etag)
{
    const auto all = list.split(',');
    return std::any_of(all.begin(), all.end(), [&](const QByteArray& each) {
        const QByteArray name = each.trimmed();
        return name == "*" || name == quoted(etag) || name == etag || name == "W/" + quoted(etag);
    });
}

/// What the conditions of a request say about this object: 200, 304 or 412. An ETag outweighs a time, as HTTP has it.
int conditionOf(const WireRequest& request, const ObjectFacts& facts)
{
    const qint64 changed = facts.changedMs / 1000 * 1000; // dates have whole seconds
    if (const auto match = request.header("if-match"); !match.isEmpty()) {
        if (!namesEtag(match, facts.etag))
            return 412;
    } else if (const auto since = net::parseHttpDate(request.header("if-unmodified-since")); since && changed > *since) {
        return 412;
    }
    if (const auto none = request.header("if-none-match"); !none.isEmpty())
        return namesEtag(none, facts.etag) ? 304 : 200;
    const auto since = net::parseHttpDate(request.header("if-modified-since"));
    return since && changed <= *since ? 304 : 200;
}

WireAnswer described(const ObjectFacts& facts)
{
    WireAnswer answer;
    answer.headers = facts.headers;
    if (facts.header("content-type").isEmpty())
        answer.headers.push_back({"content-type", kDefaultType});
    answer.headers.push_back({"ETag", quoted(facts.etag)});
    answer.headers.push_back({"Last-Modified", httpTime(facts.changedMs)});
    answer.headers.push_back({"Accept-Ranges", "bytes"});
    return answer;
}

/// An object or a part of it; of a HEAD without its bytes.
WireAnswer object(const BucketCall& call, bool withBytes)
{
    const ObjectFacts* facts = call.store.find(call.key);
    if (!facts)
        return refusal(BucketRefusal::NoSuchKey);
    const int condition = conditionOf(call.request, *facts);
    if (condition == 412)
        return refusal(BucketRefusal::PreconditionFailed);
    WireAnswer answer = described(*facts);
    if (condition == 304) {
        answer.status = 304;
        return answer;
    }
    const QByteArray size = QByteArray::number(quint64 {facts->size});
    const auto asked = readRange(call.request.header("range"), facts->size);
    if (asked.kind == RangeAnswer::Kind::Unsatisfiable) {
        answer = refusal(BucketRefusal::InvalidRange);
        answer.headers.push_back({"Content-Range", "bytes */" + size});
        return answer;
    }
    ByteRange range {0, facts->size};
    if (asked.kind == RangeAnswer::Kind::Part) {
        range = asked.range;
        answer.status = 206;
        answer.headers.push_back({"Content-Range",
                                  "bytes " + QByteArray::number(quint64 {range.from}) + '-'
                                      + QByteArray::number(quint64 {range.from + range.length - 1}) + '/' + size});
    }
    if (!withBytes) {
        answer.length = range.length;
        return answer;
    }
    auto bytes = call.store.read(call.key, range.from, range.length);
    if (!bytes)
        return refusal(BucketRefusal::InternalError);
    answer.body = *std::move(bytes);
    return answer;
}

std::optional<std::size_t> pageSize(const std::optional<QByteArray>& text)
{
    if (!text)
        return kLargestPage;
    bool isNumber = false;
    const uint size = text->toUInt(&isNumber);
    return isNumber ? std::optional<std::size_t>(std::min(std::size_t {size}, kLargestPage)) : std::nullopt;
}

} // namespace

WireAnswer listObjects(const BucketCall& call)
{
    ListingRequest listing;
    listing.bucket = call.bucket.name.toUtf8();
    listing.query.prefix = call.parameter("prefix").value_or(QByteArray());
    listing.query.delimiter = call.parameter("delimiter").value_or(QByteArray());
    listing.startAfter = call.parameter("start-after").value_or(QByteArray());
    listing.continuation = call.parameter("continuation-token").value_or(QByteArray());
    const auto encoding = call.parameter("encoding-type");
    listing.encodesNames = encoding == QByteArray("url");
    const auto size = pageSize(call.parameter("max-keys"));
    const auto from = listing.continuation.isEmpty() ? std::optional(listing.startAfter) : readContinuation(listing.continuation);
    if (!size || !from || (encoding && !listing.encodesNames))
        return refusal(BucketRefusal::InvalidArgument);
    listing.query.limit = *size;
    listing.query.after = *from;
    WireAnswer answer;
    answer.headers = {{"Content-Type", "application/xml"}};
    answer.body = listingXml(listing, call.store.list(listing.query));
    return answer;
}

WireAnswer getObject(const BucketCall& call)
{
    return object(call, true);
}

WireAnswer headObject(const BucketCall& call)
{
    return object(call, false);
}

WireAnswer putObject(const BucketCall& call)
{
    if (call.key.size() > kLongestKey)
        return refusal(BucketRefusal::KeyTooLongError);
    if (!call.request.header("x-amz-copy-source").isEmpty())
        return refusal(BucketRefusal::NotImplemented);
    const QByteArray md5 = call.request.header("content-md5");
    if (!md5.isEmpty() && md5 != QCryptographicHash::hash(call.body, QCryptographicHash::Md5).toBase64())
        return refusal(BucketRefusal::BadDigest);
    const ObjectFacts* before = call.store.find(call.key);
    const auto match = call.request.header("if-match"), none = call.request.header("if-none-match");
    if ((!match.isEmpty() && !(before && namesEtag(match, before->etag))) || (!none.isEmpty() && before && namesEtag(none, before->etag)))
        return refusal(BucketRefusal::PreconditionFailed);
    if (before && std::abs(call.nowMs - before->changedMs) < kWriteEveryMs)
        return refusal(BucketRefusal::TooManyRequests);
    const auto facts = call.store.put(call.key, call.body, keptOf(call.request));
    if (!facts)
        return refusal(BucketRefusal::InternalError);
    WireAnswer answer;
    answer.headers = {{"ETag", quoted(facts->etag)}};
    return answer;
}

WireAnswer deleteObject(const BucketCall& call)
{
    if (!call.store.remove(call.key))
        return refusal(BucketRefusal::InternalError);
    WireAnswer answer;
    answer.status = 204;
    return answer;
}

} // namespace tracedeck::sandbox
