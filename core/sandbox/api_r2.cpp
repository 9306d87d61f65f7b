#include "sandbox/api_call.h"
#include "sandbox/bucket_shelf.h"

#include <algorithm>
#include <array>

namespace tracedeck::sandbox {

namespace {

using Answer = Result<ApiResult>;
using enum Permission;

constexpr int kNoBucket = 10006, kNoKey = 10007, kBadName = 10005, kNotEntitled = 10042;

QString jurisdictionOf(const ApiCall& call)
{
    const QString name = QString::fromLatin1(call.request.header("cf-r2-jurisdiction"));
    return name.isEmpty() ? QStringLiteral("default") : name;
}

Result<void> checkEntitled(const ApiDesk& desk)
{
    if (desk.state().account.r2)
        return {};
    return refuse(403, kNotEntitled, QStringLiteral("Please enable R2 through the Cloudflare Dashboard."));
}

Result<BucketInfo*> bucketOf(const ApiDesk& desk, const ApiCall& call)
{
    if (auto entitled = checkEntitled(desk); !entitled)
        return fail(entitled.error());
    if (BucketInfo* bucket = desk.state().bucket(call.parts.first(), jurisdictionOf(call)))
        return bucket;
    return refuse(404, kNoBucket, QStringLiteral("The specified bucket does not exist."));
}

/// Objects of a bucket may be open to a token that may not list buckets.
Result<BucketInfo*> readableBucket(const ApiDesk& desk, const ApiCall& call)
{
    auto bucket = bucketOf(desk, call);
    if (!bucket)
        return bucket;
    const bool mayRead = call.caller.token ? bucketRight(desk.state(), *call.caller.token, **bucket) != BucketRight::None
                                           : call.caller.may(R2Read) || call.caller.may(R2ItemRead);
    if (!mayRead)
        return refuse(403, 10000, QStringLiteral("Authentication error"));
    return bucket;
}

QJsonObject bucketJson(const BucketInfo& bucket)
{
    return {{QStringLiteral("name"), bucket.name},
            {QStringLiteral("creation_date"), exactTimeJson(bucket.createdMs)},
            {QStringLiteral("location"), bucket.location},
            {QStringLiteral("storage_class"), bucket.storageClass},
            {QStringLiteral("jurisdiction"), bucket.jurisdiction}};
}

Result<int> pageSize(const ApiCall& call)
{
    const QString asked = call.parameter(QStringLiteral("per_page"));
    bool isNumber = true;
    const int size = asked.isEmpty() ? 1000 : asked.toInt(&isNumber);
    if (!isNumber || size < 1 || size > 1000)
        return refuse(400, kBadName, QStringLiteral("per_page must be 1 to 1000"));
    return size;
}

Answer buckets(ApiDesk& desk, const ApiCall& call)
{
    if (auto entitled = checkEntitled(desk); !entitled)
        return fail(entitled.error());
    const auto size = pageSize(call);
    if (!size)
        return fail(size.error());
    const QString part = call.parameter(QStringLiteral("name_contains"));
    // A page's cursor is the last name on it.
    const QString after = std::max(call.parameter(QStringLiteral("cursor")), call.parameter(QStringLiteral("start_after")));
    std::vector<BucketInfo> all = desk.state().buckets;
    std::erase_if(all, [&](const BucketInfo& bucket) {
        return bucket.jurisdiction != jurisdictionOf(call) || !bucket.name.contains(part) || (!after.isEmpty() && bucket.name <= after);
    });
    std::ranges::sort(all, {}, &BucketInfo::name);
    QJsonArray page;
    for (const BucketInfo& bucket : all) {
        if (page.size() == *size)
            break;
        page.append(bucketJson(bucket));
    }
    QJsonObject info {{QStringLiteral("per_page"), *size}};
    if (static_cast<std::size_t>(page.size()) < all.size())
        info.insert(QStringLiteral("cursor"), all[static_cast<std::size_t>(page.size()) - 1].name);
    return ApiResult {QJsonObject {{QStringLiteral("buckets"), page}}, info};
}

Answer bucket(ApiDesk& desk, const ApiCall& call)
{
    const auto found = bucketOf(desk, call);
    return found ? Answer {ApiResult {bucketJson(**found)}} : fail(found.error());
}

Answer create(ApiDesk& desk, const ApiCall& call)
{
    const auto body = call.body();
    const auto entitled = body ? checkEntitled(desk) : Result<void> {fail(body.error())};
    if (!entitled)
        return fail(entitled.error());
    const QString name = (*body)[QStringLiteral("name")].toString();
    if (!isBucketName(name))
        return refuse(400, kBadName, QStringLiteral("The specified bucket name is not valid."));
    if (desk.state().bucket(name, jurisdictionOf(call)))
        return refuse(409, 10004, QStringLiteral("The bucket you tried to create already exists, and you own it."));
    const QString location = (*body)[QStringLiteral("locationHint")].toString(QStringLiteral("WEUR")).toUpper();
    const QString storage = (*body)[QStringLiteral("storageClass")].toString(QStringLiteral("Standard"));
    desk.state().buckets.push_back({name, jurisdictionOf(call), location, storage, desk.nowMs()});
    desk.save();
    return ApiResult {bucketJson(desk.state().buckets.back())};
}

QJsonObject objectJson(const StoredObject& object, const BucketInfo& bucket)
{
    QJsonObject http;
    if (!object.contentType.isEmpty())
        http.insert(QStringLiteral("contentType"), object.contentType);
    if (!object.contentEncoding.isEmpty())
        http.insert(QStringLiteral("contentEncoding"), object.contentEncoding);
    return {{QStringLiteral("key"), object.key},
            {QStringLiteral("size"), static_cast<qint64>(object.size)},
            {QStringLiteral("etag"), object.etag},
            {QStringLiteral("last_modified"), exactTimeJson(object.changedMs)},
            {QStringLiteral("http_metadata"), http},
            {QStringLiteral("custom_metadata"), QJsonObject {}},
            {QStringLiteral("storage_class"), bucket.storageClass}};
}

Answer objects(ApiDesk& desk, const ApiCall& call)
{
    const auto bucket = readableBucket(desk, call);
    const auto size = bucket ? pageSize(call) : Result<int> {fail(bucket.error())};
    if (!size)
        return fail(size.error());
    ObjectsQuery query;
    query.bucket = (*bucket)->name;
    query.jurisdiction = (*bucket)->jurisdiction;
    query.prefix = call.parameter(QStringLiteral("prefix"));
    query.delimiter = call.parameter(QStringLiteral("delimiter"));
    query.startAfter = call.parameter(QStringLiteral("start_after"));
    query.continuation = call.parameter(QStringLiteral("cursor"));
    query.limit = *size;
    const auto page = desk.pipeline.listObjects(query);
    if (!page)
        return refuse(400, kBadName, page.error().detail);
    QJsonArray all;
    for (const StoredObject& object : page->objects)
        all.append(objectJson(object, **bucket));
    QJsonObject info {{QStringLiteral("per_page"), *size}, {QStringLiteral("is_truncated"), !page->continuation.isEmpty()}};
    if (!page->continuation.isEmpty())
        info.insert(QStringLiteral("cursor"), page->continuation);
    if (!page->delimitedPrefixes.isEmpty())
        info.insert(QStringLiteral("delimited"), QJsonArray::fromStringList(page->delimitedPrefixes));
    return ApiResult {all, info};
}

Answer object(ApiDesk& desk, const ApiCall& call)
{
    const auto bucket = readableBucket(desk, call);
    if (!bucket)
        return fail(bucket.error());
    const auto facts = desk.pipeline.headObject((*bucket)->name, (*bucket)->jurisdiction, call.parts[1]);
    if (!facts)
        return refuse(404, kNoKey, QStringLiteral("The specified key does not exist."));
    WireAnswer answer;
    const QByteArray etag = '"' + facts->etag.toLatin1() + '"';
    answer.headers = {{"ETag", etag},
                      {"Content-Type", facts->contentType.isEmpty() ? "application/octet-stream" : facts->contentType.toLatin1()}};
    if (!facts->contentEncoding.isEmpty())
        answer.headers.push_back({"Content-Encoding", facts->contentEncoding.toLatin1()});
    if (call.request.header("If-None-Match") == etag) {
        answer.status = 304;
        return ApiResult {{}, {}, {}, answer};
    }
    auto bytes = desk.pipeline.readObject((*bucket)->name, (*bucket)->jurisdiction, call.parts[1]);
    if (!bytes)
        return refuse(404, kNoKey, QStringLiteral("The specified key does not exist."));
    answer.body = *std::move(bytes);
    return ApiResult {{}, {}, {}, answer};
}

constexpr auto kRoutes = std::to_array<ApiRoute>({
    {"GET", "A/r2/buckets", R2Read, buckets},
    {"POST", "A/r2/buckets", R2Write, create},
    {"GET", "A/r2/buckets/{}", R2Read, bucket},
    {"GET", "A/r2/buckets/{}/objects", {}, objects},
    {"GET", "A/r2/buckets/{}/objects/{*}", {}, object},
});

} // namespace

std::span<const ApiRoute> r2Routes()
{
    return kRoutes;
}

} // namespace tracedeck::sandbox
