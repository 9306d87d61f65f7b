#include "cloudflare/json_read.h"

#include <QDateTime>

namespace tracedeck::cloudflare {

std::optional<bool> flagAt(const QJsonObject& object, QStringView key)
{
    const QJsonValue value = object.value(key);
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

std::optional<std::int64_t> timeAt(const QJsonObject& object, QStringView key)
{
    const QDateTime time = QDateTime::fromString(textAt(object, key), Qt::ISODateWithMs);
    return time.isValid() ? std::optional<std::int64_t>(time.toMSecsSinceEpoch()) : std::nullopt;
}

QStringList textsAt(const QJsonObject& object, QStringView key)
{
    QStringList texts;
    const QJsonArray array = object.value(key).toArray();
    for (const QJsonValue item : array) {
        if (item.isString())
            texts << item.toString();
    }
    return texts;
}

std::int64_t numberAt(const QJsonObject& object, QStringView key)
{
    const QJsonValue value = object.value(key);
    return value.isString() ? value.toString().toLongLong() : value.toInteger();
}

} // namespace tracedeck::cloudflare
