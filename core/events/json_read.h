#pragma once

#include "events/json_text.h"

#include <simdjson.h>

#include <cstdint>
#include <optional>

// Internal to core/events: reading values of a line that `jsonProblem` has passed, so that only types can still surprise.
namespace tracedeck::events {

using simdjson::ondemand::json_type;
using JsonValue = simdjson::ondemand::value;

inline json_type typeOf(JsonValue& value)
{
    return value.type().value_unsafe();
}
inline bool isNull(JsonValue& value)
{
    return typeOf(value) == json_type::null;
}

/// A scalar's token without the white space behind it.
inline std::string_view tokenOf(JsonValue& value)
{
    std::string_view token = value.raw_json_token();
    while (!token.empty() && (token.back() == ' ' || (token.back() >= '\t' && token.back() <= '\r')))
        token.remove_suffix(1);
    return token;
}

/// The value's own text, up to `end` at most. Before it is read.
inline std::string_view rawOf(JsonValue& value, const char* end)
{
    const char* begin = value.raw_json_token().data();
    return firstValue({begin, static_cast<std::size_t>(end - begin)});
}

// Each of these gives true when the value was of the type or null, and leaves the target empty for null, as it was for another type.

inline bool read(JsonValue& value, std::optional<std::int64_t>& out)
{
    if (isNull(value))
        return out.reset(), true;
    std::int64_t number = 0;
    if (typeOf(value) != json_type::number || value.get_int64().get(number) != simdjson::SUCCESS)
        return false;
    out = number;
    return true;
}

inline bool read(JsonValue& value, std::string& out)
{
    if (isNull(value))
        return out.clear(), true;
    if (typeOf(value) != json_type::string)
        return false;
    const std::string_view token = tokenOf(value);
    std::string_view text;
    if (value.get_string().get(text) == simdjson::SUCCESS)
        out = text;
    else
        out = unescapedLoosely(token);
    return true;
}

/// The key of a field, read before its value is.
inline std::string keyOf(simdjson::ondemand::field& field)
{
    const char* raw = field.key().raw();
    std::string_view text;
    if (field.unescaped_key().get(text) == simdjson::SUCCESS)
        return std::string {text};
    std::size_t length = 0;
    while (raw[length] != '"')
        length += raw[length] == '\\' ? 2U : 1U;
    return unescapedLoosely({raw - 1, length + 2});
}

/// `use(key, value)` for every member; false where `value` is no object.
template<typename Use>
bool eachMember(JsonValue& value, Use use)
{
    simdjson::ondemand::object object;
    if (typeOf(value) != json_type::object || value.get_object().get(object) != simdjson::SUCCESS)
        return false;
    for (auto member : object) {
        simdjson::ondemand::field field;
        if (std::move(member).get(field) != simdjson::SUCCESS)
            return false;
        const std::string key = keyOf(field);
        use(std::string_view {key}, field.value());
    }
    return true;
}

/// `use(value)` for every element; false where `value` is no array.
template<typename Use>
bool eachElement(JsonValue& value, Use use)
{
    simdjson::ondemand::array array;
    if (typeOf(value) != json_type::array || value.get_array().get(array) != simdjson::SUCCESS)
        return false;
    for (auto element : array) {
        if (element.error() != simdjson::SUCCESS)
            return false;
        use(element.value_unsafe());
    }
    return true;
}

/// `Name` and `name` are one key, `URL` and `url` too.
inline bool sameKey(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

} // namespace tracedeck::events
