#include "ingest/utf8.h"

namespace tracedeck::ingest {

namespace {

/// What may follow a leading byte: how many bytes more, and the range of the first of them.
struct Sequence {
    unsigned more = 0, low = 0x80, high = 0xbf;
};

Sequence sequenceOf(unsigned char lead)
{
    if (lead >= 0xc2 && lead <= 0xdf)
        return {1};
    if (lead >= 0xe0 && lead <= 0xef)
        return {2, lead == 0xe0 ? 0xa0U : 0x80U, lead == 0xed ? 0x9fU : 0xbfU};
    if (lead >= 0xf0 && lead <= 0xf4)
        return {3, lead == 0xf0 ? 0x90U : 0x80U, lead == 0xf4 ? 0x8fU : 0xbfU};
    return {};
}

} // namespace

std::string repairedUtf8(std::string_view text)
{
    std::string repaired;
    repaired.reserve(text.size() + 64);
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        auto sequence = sequenceOf(lead);
        std::size_t length = 1;
        while (length <= sequence.more && at + length < text.size()) {
            const auto byte = static_cast<unsigned char>(text[at + length]);
            if (byte < sequence.low || byte > sequence.high)
                break;
            sequence.low = 0x80;
            sequence.high = 0xbf;
            ++length;
        }
        const bool isWhole = lead < 0x80 || (sequence.more > 0 && length == sequence.more + 1);
        repaired += isWhole ? text.substr(at, length) : std::string_view {"\xef\xbf\xbd"};
        at += length;
    }
    return repaired;
}

} // namespace tracedeck::ingest
