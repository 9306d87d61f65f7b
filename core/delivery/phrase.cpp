#include "delivery/phrase.h"

#include "delivery/json_text.h"
#include "objects/object_name.h"

#include <array>

namespace tracedeck::delivery {

namespace {

constexpr auto kWords =
    std::to_array<std::string_view>({"boots", "lamp",  "kettle", "jacket", "tent",  "mug",  "sofa",   "bike", "watch", "drill",
                                     "rug",   "chair", "skates", "mirror", "scarf", "vase", "helmet", "desk", "pan",   "clock"});
constexpr auto kRegions = std::to_array<std::string_view>({"EU-1", "EU-2", "US-E", "US-W", "JP-1", "BR-1", "IN-1"});
constexpr auto kPeople = std::to_array<std::string_view>({"ana", "bo", "chen", "dimitri", "eva", "farid", "grace", "haruto", "ines", "jo"});
constexpr auto kMailHosts = std::to_array<std::string_view>({"example.com", "example.org", "mail.example.net"});

template<std::size_t n>
std::string_view oneOf(const std::array<std::string_view, n>& list, Random& random)
{
    return list[random.below(n)];
}

/// Numbers of one to four digits, all lengths often.
std::uint32_t someNumber(Random& random)
{
    constexpr std::array<std::uint32_t, 4> kBounds {10, 100, 1000, 10000};
    return random.below(kBounds[random.below(4)]);
}

void appendAddress(std::string& out, Random& random)
{
    out += "203.0.113.";
    appendNumber(out, random.below(256));
}

void appendMail(std::string& out, Random& random)
{
    out += oneOf(kPeople, random);
    appendNumber(out, random.below(1000));
    out += '@';
    out += oneOf(kMailHosts, random);
}

void appendIsoTime(std::string& out, std::int64_t ms)
{
    const std::string compact = objects::compactTime(ms);
    out.append(compact, 0, 4).append("-").append(compact, 4, 2).append("-").append(compact, 6, 5);
    out.append(":").append(compact, 11, 2).append(":").append(compact, 13, 3);
}

void appendPlace(std::string& out, char code, const PhraseSource& source)
{
    Random& random = source.random;
    switch (code) {
    case 'd': out += static_cast<char>('0' + random.below(10)); break;
    case 'n': appendNumber(out, someNumber(random)); break;
    case 'N': appendNumber(out, random.between(10'000, 9'999'999)); break;
    case 'm': appendNumber(out, random.between(20, 4999)); break;
    case 's': appendHex(out, random.next(), 4); break;
    case 'h': appendHex(out, random.next(), 8); break;
    case 'H':
        appendHex(out, random.next(), 16);
        appendHex(out, random.next(), 16);
        break;
    case 'u': {
        const auto high = random.next();
        appendUuid(out, high, random.next());
        break;
    }
    case 'r': out += oneOf(kRegions, random); break;
    case 'w': out += oneOf(kWords, random); break;
    case 'W':
        out += oneOf(kWords, random);
        out += '+';
        out += oneOf(kWords, random);
        break;
    case 'i': appendAddress(out, random); break;
    case 'e': appendMail(out, random); break;
    case 'T': appendIsoTime(out, source.timeMs); break;
    case 'K': out += source.noun; break;
    default: out += code; break;
    }
}

} // namespace

void appendHex(std::string& out, std::uint64_t value, unsigned digits)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    for (unsigned shift = digits * 4; shift > 0; shift -= 4)
        out += kHex[(value >> (shift - 4)) & 15];
}

void appendUuid(std::string& out, std::uint64_t high, std::uint64_t low)
{
    appendHex(out, high >> 32, 8);
    out += '-';
    appendHex(out, high >> 16, 4);
    out += "-4";
    appendHex(out, high, 3);
    out += '-';
    out += "89ab"[low >> 62];
    appendHex(out, low >> 48, 3);
    out += '-';
    appendHex(out, low, 12);
}

void appendPhrase(std::string& out, std::string_view text, const PhraseSource& source)
{
    for (;;) {
        const auto sign = text.find('%');
        out.append(text.substr(0, sign));
        if (sign == std::string_view::npos || sign + 1 == text.size())
            return;
        appendPlace(out, text[sign + 1], source);
        text.remove_prefix(sign + 2);
    }
}

} // namespace tracedeck::delivery
