#include "logpush/filter_text_words.h"

#include "logpush/filter_key.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace tracedeck::logpush::words {

namespace {

// Longer ones before what they begin with.
constexpr auto kSigns = std::to_array<Sign>({
    {"!=", Operator::NotEq},
    {"<=", Operator::Leq},
    {">=", Operator::Geq},
    {"<", Operator::Lt},
    {">", Operator::Gt},
    {":", Operator::Eq},
    {"=", Operator::Eq},
});

struct CodeRange {
    std::uint32_t first, last;
};
// Controls, blanks of all kinds but the plain one, marks that turn or hide text.
constexpr auto kUnseen = std::to_array<CodeRange>({
    {0x0, 0x1f},      {0x7f, 0xa0},     {0xad, 0xad},     {0x34f, 0x34f},   {0x61c, 0x61c},     {0x115f, 0x1160}, {0x1680, 0x1680},
    {0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x2000, 0x200f}, {0x2028, 0x202f}, {0x205f, 0x206f},   {0x3000, 0x3000}, {0x3164, 0x3164},
    {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0}, {0xfff0, 0xfffb}, {0xe0000, 0xe0fff},
});

bool isUnseen(std::uint32_t code)
{
    return std::ranges::any_of(kUnseen, [code](const CodeRange& range) { return code >= range.first && code <= range.last; });
}

/// One character of UTF-8: its code and bytes; `bytes` 0 where there is none.
struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 0;
};

Character characterAt(std::string_view text, std::size_t at)
{
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (bytes == 0 || at + bytes > text.size())
        return {};
    std::uint32_t code = bytes == 1 ? first : first & (0xffU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        const auto next = static_cast<unsigned char>(text[at + i]);
        if ((next & 0xc0U) != 0x80U)
            return {};
        code = (code << 6U) | (next & 0x3fU);
    }
    const bool isTooLong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
    const bool isNone = code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
    return isTooLong || isNone ? Character {} : Character {code, bytes};
}

void appendHex(std::string& out, std::uint32_t value, int digits)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        out += kHex[(value >> static_cast<unsigned>(shift)) & 0xfU];
}

void appendUnit(std::string& out, std::uint32_t unit)
{
    out += "\\u";
    appendHex(out, unit, 4);
}

void appendUtf8(std::string& out, std::uint32_t code)
{
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((code >> shift) & 0x3fU)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0U | (code >> 6U));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0U | (code >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xf0U | (code >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

constexpr auto kShortEscapes = std::to_array<std::pair<char, char>>({{'"', '"'}, {'\\', '\\'}, {'n', '\n'}, {'t', '\t'}, {'r', '\r'}});

void appendEscaped(std::string& out, Character character)
{
    const auto* known =
        std::ranges::find_if(kShortEscapes, [&](const auto& e) { return static_cast<unsigned char>(e.second) == character.code; });
    if (known != kShortEscapes.end()) {
        out.append({'\\', known->first});
    } else if (character.code > 0xffff) {
        appendUnit(out, 0xd800U + ((character.code - 0x10000U) >> 10U));
        appendUnit(out, 0xdc00U + ((character.code - 0x10000U) & 0x3ffU));
    } else {
        appendUnit(out, character.code);
    }
}

std::optional<std::uint32_t> hexAt(std::string_view text, std::size_t at, std::size_t digits)
{
    std::uint32_t value = 0;
    if (at + digits > text.size())
        return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + digits, value, 16);
    return error == std::errc {} && end == text.data() + at + digits ? std::optional {value} : std::nullopt;
}

/// A \u escape whose first digit stands at `at`, with the second half of a pair; moves `at` behind it.
std::optional<std::uint32_t> unicodeAt(std::string_view text, std::size_t& at)
{
    const auto first = hexAt(text, at, 4);
    if (!first || (*first >= 0xdc00 && *first <= 0xdfff))
        return std::nullopt;
    at += 4;
    if (*first < 0xd800 || *first > 0xdbff)
        return first;
    const auto second = text.substr(at, 2) == "\\u" ? hexAt(text, at + 2, 4) : std::nullopt;
    if (!second || *second < 0xdc00 || *second > 0xdfff)
        return std::nullopt;
    at += 6;
    return 0x10000U + ((*first - 0xd800U) << 10U) + (*second - 0xdc00U);
}

/// What stands behind a backslash at `at`; moves `at` behind it. False where it is no escape.
bool readEscape(std::string_view text, std::size_t& at, std::string& out)
{
    if (at >= text.size())
        return false;
    const char kind = text[at];
    const auto* known = std::ranges::find(kShortEscapes, kind, &std::pair<char, char>::first);
    if (known != kShortEscapes.end()) {
        out += known->second;
        ++at;
        return true;
    }
    ++at;
    if (kind == 'u') {
        const auto code = unicodeAt(text, at);
        if (code)
            appendUtf8(out, *code);
        return code.has_value();
    }
    const auto byte = kind == 'x' ? hexAt(text, at, 2) : std::nullopt;
    if (!byte || *byte < 0x80)
        return false;
    out += static_cast<char>(*byte);
    at += 2;
    return true;
}

bool isAllSeen(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const Character character = characterAt(text, at);
        if (character.bytes == 0 || isUnseen(character.code))
            return false;
        at += character.bytes;
    }
    return true;
}

std::string numberText(const FilterValue& value)
{
    if (const auto* flag = std::get_if<bool>(&value))
        return *flag ? "true" : "false";
    std::array<char, 32> text {};
    const auto* whole = std::get_if<std::int64_t>(&value);
    const auto end = whole ? std::to_chars(text.data(), text.data() + text.size(), *whole).ptr
                           : std::to_chars(text.data(), text.data() + text.size(), std::get<double>(value)).ptr;
    std::string digits(text.data(), end);
    if (!whole && digits.find_first_of(".e") == std::string::npos)
        digits += ".0"; // a double stays one
    return digits;
}

template<typename Number>
std::optional<FilterValue> numberOf(std::string_view word)
{
    Number number {};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc {} || end != word.data() + word.size() || numberText({number}) != word)
        return std::nullopt;
    return FilterValue {number};
}

/// Whether a text can stand behind a sign without quotes and be read as this text.
bool isBareText(std::string_view text)
{
    constexpr std::string_view kNever = "\" (),*";
    constexpr std::string_view kNotFirst = "~=<>!";
    return !text.empty() && text.find_first_of(kNever) == std::string_view::npos && kNotFirst.find(text.front()) == std::string_view::npos
        && !text.starts_with("//") && isAllSeen(text) && std::holds_alternative<std::string>(bareValue(text));
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("_.$@-").find(c) != std::string_view::npos;
}

} // namespace

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string quotedText(std::string_view text)
{
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const Character character = characterAt(text, at);
        if (character.bytes == 0) {
            out += "\\x";
            appendHex(out, static_cast<unsigned char>(text[at++]), 2);
            continue;
        }
        if (isUnseen(character.code) || character.code == '"' || character.code == '\\')
            appendEscaped(out, character);
        else
            out += text.substr(at, character.bytes);
        at += character.bytes;
    }
    return out += '"';
}

QuotesEnd readQuotes(std::string_view text, std::size_t at, std::string& out)
{
    const std::size_t open = at++;
    while (at < text.size() && text[at] != '"') {
        if (text[at] != '\\') {
            out += text[at++];
            continue;
        }
        const std::size_t escape = at++;
        if (!readEscape(text, at, out))
            return {escape, "no such escape; a backslash is \\\\"};
    }
    return at < text.size() ? QuotesEnd {at + 1, nullptr} : QuotesEnd {open, "these quotes are not closed"};
}

std::optional<std::string> slashed(std::string_view expression)
{
    std::string out = "/";
    for (const char c : expression) {
        if (c == '/')
            out += '\\';
        out += c;
    }
    out += '/';
    std::string again;
    const bool isRead = !expression.empty() && isAllSeen(expression) && readSlashes(out, 0, again) == out.size() && again == expression;
    return isRead ? std::optional {out} : std::nullopt;
}

std::size_t readSlashes(std::string_view text, std::size_t at, std::string& out)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == '/')
            return at + 1;
        if (text[at] == '\\' && at + 1 < text.size()) {
            if (text[at + 1] != '/')
                out += '\\';
            ++at;
        }
        out += text[at];
    }
    return std::string_view::npos;
}

FilterValue bareValue(std::string_view word)
{
    if (word == "true" || word == "false")
        return word == "true";
    const bool isDigit = !word.empty() && ((word[0] >= '0' && word[0] <= '9') || word[0] == '-');
    if (const auto whole = isDigit ? numberOf<std::int64_t>(word) : std::nullopt)
        return *whole;
    if (const auto real = isDigit ? numberOf<double>(word) : std::nullopt)
        return *real;
    return std::string {word};
}

std::string valueText(const FilterValue& value)
{
    const auto* text = std::get_if<std::string>(&value);
    if (!text)
        return numberText(value);
    return isBareText(*text) ? *text : quotedText(*text);
}

const Sign* signAt(std::string_view text, std::size_t at)
{
    const auto* sign =
        std::ranges::find_if(kSigns, [&](const Sign& s) { return text.substr(std::min(at, text.size())).starts_with(s.text); });
    return sign == kSigns.end() ? nullptr : sign;
}

std::size_t endOfName(std::string_view text, std::size_t at)
{
    if (at >= text.size() || !isNameCharacter(text[at]) || text[at] == '-')
        return at;
    while (at < text.size() && isNameCharacter(text[at]))
        ++at;
    return at;
}

bool beginsCondition(std::string_view text, std::size_t at)
{
    const std::size_t end = endOfName(text, at);
    return end > at && signAt(text, end) != nullptr && filterKey(text.substr(at, end - at)).kind != FilterKey::Kind::Unknown
        && text.substr(end, 3) != "://";
}

std::string nameText(std::string_view key)
{
    const bool isPlain = endOfName(key, 0) == key.size() && !key.empty();
    const FilterKey known = filterKey(key);
    return isPlain && known.kind != FilterKey::Kind::Unknown && known.name == key ? std::string {key} : quotedText(key);
}

bool isKeyword(std::string_view word)
{
    return word == "AND" || word == "OR" || word == "NOT";
}

bool isFreeWord(std::string_view text)
{
    constexpr std::string_view kNever = "\" ()";
    constexpr std::string_view kNotFirst = "-/*";
    return !text.empty() && text.find_first_of(kNever) == std::string_view::npos && kNotFirst.find(text.front()) == std::string_view::npos
        && text.back() != '*' && isAllSeen(text) && !isKeyword(text) && !beginsCondition(text, 0);
}

} // namespace tracedeck::logpush::words
