#include "cloudflare/r2_api.h"

#include "cloudflare/json_read.h"

namespace tracedeck::cloudflare {

namespace {

R2Bucket readBucket(const QJsonObject& object)
{
    return {textAt(object, u"name"), textAt(object, u"location"), textAt(object, u"storage_class"), textAt(object, u"jurisdiction"),
            timeAt(object, u"creation_date")};
}

std::vector<R2Bucket> readBuckets(const QJsonValue& result)
{
    return readEach(result, readBucket);
}

} // namespace

Endpoint<std::vector<R2Bucket>> r2Buckets(const QString& accountId, const QString& jurisdiction)
{
    return {{.path = pathOf({QStringLiteral("accounts"), accountId, QStringLiteral("r2"), QStringLiteral("buckets")}),
             .headers = {{"cf-r2-jurisdiction", jurisdiction.toUtf8()}}},
            Shape::Pages,
            readBuckets};
}

} // namespace tracedeck::cloudflare
