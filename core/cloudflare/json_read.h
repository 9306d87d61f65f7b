#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace tracedeck::cloudflare {

// How answers are read: what is missing, null or of another kind is empty.

[[nodiscard]] inline QString textAt(const QJsonObject& object, QStringView key)
{
    return object.value(key).toString();
}

/// True, false, or neither said.
[[nodiscard]] std::optional<bool> flagAt(const QJsonObject& object, QStringView key);
/// An RFC 3339 time as Unix milliseconds.
[[nodiscard]] std::optional<std::int64_t> timeAt(const QJsonObject& object, QStringView key);
/// The texts of a list; what is none is left out.
[[nodiscard]] QStringList textsAt(const QJsonObject& object, QStringView key);
/// A number, also where it comes as text.
[[nodiscard]] std::int64_t numberAt(const QJsonObject& object, QStringView key);

/// Each object of a list, read by `readOne`.
template<typename T>
[[nodiscard]] std::vector<T> readEach(const QJsonValue& list, T (*readOne)(const QJsonObject&))
{
    std::vector<T> read;
    const QJsonArray array = list.toArray();
    for (const QJsonValue item : array) {
        if (item.isObject())
            read.push_back(readOne(item.toObject()));
    }
    return read;
}

} // namespace tracedeck::cloudflare
