#include "delivery/json_text.h"

#include <array>
#include <charconv>

namespace tracedeck::delivery {

namespace {

constexpr auto kNeedsEscape = [] {
    std::array<bool, 256> table {};
    for (std::size_t c = 0; c < 0x20; ++c)
        table[c] = true;
    table['"'] = true;
    table['\\'] = true;
    return table;
}();

void appendEscape(std::string& out, char c)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    default: break;
    }
    const auto code = static_cast<unsigned char>(c);
    out += "\\u00";
    out += kHex[code >> 4];
    out += kHex[code & 15];
}

} // namespace

void appendJsonString(std::string& out, std::string_view utf8)
{
    out += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        if (!kNeedsEscape[static_cast<unsigned char>(utf8[i])])
            continue;
        out.append(utf8.substr(plain, i - plain));
        appendEscape(out, utf8[i]);
        plain = i + 1;
    }
    out.append(utf8.substr(plain));
    out += '"';
}

void appendNumber(std::string& out, std::int64_t value)
{
    std::array<char, 24> digits {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

} // namespace tracedeck::delivery
