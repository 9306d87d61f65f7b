#include "cloudflare/zone_api.h"

#include "cloudflare/json_read.h"

namespace tracedeck::cloudflare {

namespace {

Zone readZone(const QJsonObject& object)
{
    return {textAt(object, u"id"), textAt(object, u"name")};
}

std::vector<Zone> readZones(const QJsonValue& result)
{
    return readEach(result, readZone);
}

} // namespace

Endpoint<std::vector<Zone>> zones(const QString& accountId)
{
    ApiRequest request {.path = QStringLiteral("zones")};
    request.query.addQueryItem(QStringLiteral("account.id"), accountId);
    return {std::move(request), Shape::Pages, readZones};
}

} // namespace tracedeck::cloudflare
