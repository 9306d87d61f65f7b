#include "events/json_text.h"

#include <charconv>
#include <cstdint>

namespace tracedeck::events {

namespace {

constexpr char32_t kReplacement = 0xfffd;

void appendUtf8(std::string& out, char32_t c)
{
    const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
    if (c < 0x80) {
        out += byte(c);
    } else if (c < 0x800) {
        out.append({byte(0xc0U | c >> 6U), byte(0x80U | (c & 0x3fU))});
    } else if (c < 0x10000) {
        out.append({byte(0xe0U | c >> 12U), byte(0x80U | (c >> 6U & 0x3fU)), byte(0x80U | (c & 0x3fU))});
    } else {
        out.append({byte(0xf0U | c >> 18U), byte(0x80U | (c >> 12U & 0x3fU)), byte(0x80U | (c >> 6U & 0x3fU)), byte(0x80U | (c & 0x3fU))});
    }
}

/// The unit that a \u escape of four digits at `at` spells; 0 where none stands there.
char32_t unitAt(std::string_view text, std::size_t at)
{
    std::uint32_t unit = 0;
    if (text.size() >= at + 6 && text[at] == '\\' && text[at + 1] == 'u')
        std::from_chars(text.data() + at + 2, text.data() + at + 6, unit, 16);
    return unit;
}

std::size_t appendUnicodeEscape(std::string& out, std::string_view text, std::size_t at)
{
    const char32_t unit = unitAt(text, at);
    if (unit < 0xd800 || unit > 0xdfff) {
        appendUtf8(out, unit);
        return 6;
    }
    const char32_t low = unitAt(text, at + 6);
    if (unit < 0xdc00 && low >= 0xdc00 && low <= 0xdfff) {
        appendUtf8(out, 0x10000 + ((unit - 0xd800) << 10U) + (low - 0xdc00));
        return 12;
    }
    appendUtf8(out, kReplacement);
    return 6;
}

char plainEscape(char c)
{
    constexpr std::string_view kFrom = "bfnrt";
    constexpr std::string_view kTo = "\b\f\n\r\t";
    const auto at = kFrom.find(c);
    return at == std::string_view::npos ? c : kTo[at];
}

} // namespace

std::string_view firstValue(std::string_view json)
{
    const auto endsScalar = [](char c) { return c == ',' || c == ']' || c == '}' || c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    std::size_t depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            i += c == '\\' ? 1U : 0U;
            inString = c != '"';
        } else if (depth == 0 && i > 0 && endsScalar(c)) {
            return json.substr(0, i);
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
        if (depth == 0 && !inString && (c == '"' || c == '}' || c == ']'))
            return json.substr(0, i + 1);
    }
    return json;
}

std::string compactJson(std::string_view json)
{
    std::string out;
    out.reserve(json.size());
    bool inString = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (!inString && (c == ' ' || c == '\t' || c == '\n' || c == '\r'))
            continue;
        out += c;
        if (c == '"')
            inString = !inString;
        else if (c == '\\' && i + 1 < json.size())
            out += json[++i];
    }
    return out;
}

std::string unescapedLoosely(std::string_view quoted)
{
    const std::string_view text = quoted.size() >= 2 ? quoted.substr(1, quoted.size() - 2) : std::string_view {};
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i++];
        } else if (text[i + 1] == 'u') {
            i += appendUnicodeEscape(out, text, i);
        } else {
            out += plainEscape(text[i + 1]);
            i += 2;
        }
    }
    return out;
}

} // namespace tracedeck::events
