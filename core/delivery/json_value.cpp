#include "delivery/json_value.h"

#include "delivery/json_text.h"

#include <simdjson.h>

#include <algorithm>
#include <cctype>

namespace tracedeck::delivery {

namespace {

namespace od = simdjson::ondemand;
using simdjson::error_code;

constexpr int kDeepest = 512;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t digitsAt(std::string_view text, std::size_t from)
{
    std::size_t end = from;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    return end - from;
}

/// The grammar alone: a number of any size is kept by its digits.
bool isNumber(std::string_view text)
{
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t whole = digitsAt(text, at);
    if (whole == 0 || (whole > 1 && text[at] == '0'))
        return false;
    at += whole;
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = digitsAt(text, at + 1);
        if (fraction == 0)
            return false;
        at += 1 + fraction;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        const std::size_t exponent = digitsAt(text, at);
        if (exponent == 0)
            return false;
        at += exponent;
    }
    return at == text.size();
}

std::string_view trimmed(std::string_view text)
{
    const auto end = text.find_last_not_of(" \t\r\n");
    return end == std::string_view::npos ? std::string_view {} : text.substr(0, end + 1);
}

error_code readValue(od::value value, JsonValue& out, int depth);

error_code readObject(od::object object, JsonValue& out, int depth)
{
    out.kind = JsonValue::Kind::Object;
    for (auto field : object) {
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key))
            return error;
        auto& member = out.members.emplace_back();
        member.key = key;
        od::value value;
        if (const auto error = field.value().get(value))
            return error;
        if (const auto error = readValue(value, member.value, depth + 1))
            return error;
    }
    return simdjson::SUCCESS;
}

error_code readArray(od::array array, JsonValue& out, int depth)
{
    out.kind = JsonValue::Kind::Array;
    for (auto element : array) {
        od::value value;
        if (const auto error = element.get(value))
            return error;
        if (const auto error = readValue(value, out.members.emplace_back().value, depth + 1))
            return error;
    }
    return simdjson::SUCCESS;
}

error_code readString(od::value value, JsonValue& out)
{
    out.kind = JsonValue::Kind::String;
    std::string_view text;
    const auto error = value.get_string().get(text);
    out.text = text;
    return error;
}

error_code readNumber(od::value value, JsonValue& out)
{
    out.kind = JsonValue::Kind::Number;
    out.text = trimmed(value.raw_json_token());
    // reading it moves on to what follows; a number too large for the machine is still a number
    double ignored = 0;
    const auto error = value.get_double().get(ignored);
    if (isNumber(out.text))
        return simdjson::SUCCESS;
    return error ? error : simdjson::NUMBER_ERROR;
}

error_code readBool(od::value value, JsonValue& out)
{
    out.kind = JsonValue::Kind::Bool;
    bool truth = false;
    const auto error = value.get_bool().get(truth);
    out.text = truth ? "true" : "false";
    return error;
}

error_code readNull(od::value value, JsonValue& out)
{
    out.kind = JsonValue::Kind::Null;
    return trimmed(value.raw_json_token()) == "null" && value.is_null() ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
}

error_code readValue(od::value value, JsonValue& out, int depth)
{
    if (depth > kDeepest)
        return simdjson::DEPTH_ERROR;
    od::json_type type {};
    if (const auto error = value.type().get(type))
        return error;
    od::object object;
    od::array array;
    error_code error = simdjson::SUCCESS;
    switch (type) {
    case od::json_type::object: error = value.get_object().get(object); return error ? error : readObject(object, out, depth);
    case od::json_type::array: error = value.get_array().get(array); return error ? error : readArray(array, out, depth);
    case od::json_type::string: return readString(value, out);
    case od::json_type::number: return readNumber(value, out);
    case od::json_type::boolean: return readBool(value, out);
    case od::json_type::null: return readNull(value, out);
    }
    return simdjson::INCORRECT_TYPE;
}

bool isHexEscape(std::string_view text, std::size_t at)
{
    return at + 6 <= text.size() && text[at] == '\\' && text[at + 1] == 'u'
        && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 2, text.begin() + static_cast<std::ptrdiff_t>(at) + 6,
                       [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
}

/// 'h' for the first half of a pair, 'l' for the second, ' ' for anything else.
char halfAt(std::string_view text, std::size_t at)
{
    if (!isHexEscape(text, at) || (text[at + 2] | 0x20) != 'd')
        return ' ';
    const char second = text[at + 3];
    if (isDigit(second))
        return second < '8' ? ' ' : 'h';
    return (second | 0x20) < 'c' ? 'h' : 'l';
}

/// Escaped halves of surrogate pairs that stand alone become U+FFFD.
std::string mended(std::string_view text)
{
    std::string out(text);
    for (std::size_t at = out.find('\\'); at != std::string::npos && at + 1 < out.size(); at = out.find('\\', at)) {
        const char half = halfAt(out, at);
        if (half == 'h' && halfAt(out, at + 6) == 'l') {
            at += 12;
            continue;
        }
        if (half != ' ')
            out.replace(at + 2, 4, "fffd");
        at += 2;
    }
    return out;
}

tl::unexpected<Error> badJson(error_code error, od::document& document, const simdjson::padded_string& text)
{
    QString detail = QString::fromLatin1(simdjson::error_message(error));
    const char* place = nullptr;
    if (document.current_location().get(place) == simdjson::SUCCESS)
        detail += QStringLiteral(" (near character %1)").arg(place - text.data() + 1);
    return fail(ErrorCode::BadJson, detail);
}

} // namespace

const JsonValue* JsonValue::find(std::string_view key) const
{
    if (kind != Kind::Object)
        return nullptr;
    const auto found = std::find_if(members.rbegin(), members.rend(), [key](const JsonMember& member) { return member.key == key; });
    return found == members.rend() ? nullptr : &found->value;
}

Result<JsonValue> readJsonObject(std::string_view text)
{
    const simdjson::padded_string padded(mended(text));
    od::parser parser;
    od::document document;
    if (const auto error = parser.iterate(padded).get(document))
        return fail(ErrorCode::BadJson, QString::fromLatin1(simdjson::error_message(error)));
    od::object object;
    if (const auto error = document.get_object().get(object)) {
        if (error == simdjson::INCORRECT_TYPE)
            return fail(ErrorCode::BadValue, QStringLiteral("not an object"));
        return badJson(error, document, padded);
    }
    JsonValue value;
    if (const auto error = readObject(object, value, 1))
        return badJson(error, document, padded);
    if (const char* place = nullptr; document.current_location().get(place) != simdjson::OUT_OF_BOUNDS)
        return badJson(simdjson::TRAILING_CONTENT, document, padded);
    return value;
}

void appendJson(std::string& out, const JsonValue& value)
{
    using Kind = JsonValue::Kind;
    switch (value.kind) {
    case Kind::Null: out += "null"; return;
    case Kind::Bool:
    case Kind::Number: out += value.text; return;
    case Kind::String: appendJsonString(out, value.text); return;
    case Kind::Array:
    case Kind::Object: break;
    }
    const bool isObject = value.kind == Kind::Object;
    out += isObject ? '{' : '[';
    bool first = true;
    for (const auto& [key, member] : value.members) {
        if (!first)
            out += ',';
        first = false;
        if (isObject) {
            appendJsonString(out, key);
            out += ':';
        }
        appendJson(out, member);
    }
    out += isObject ? '}' : ']';
}

} // namespace tracedeck::delivery
