#pragma once

#include "delivery/random.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tracedeck::delivery {

/// What a template is filled from.
struct PhraseSource {
    Random& random;
    std::int64_t timeMs;
    std::string_view noun;
};

/// Appends the text with every `%x` filled in: %d digit · %n number · %N large number · %m milliseconds · %s %h %H 4, 8, 32 hex digits ·
/// %u UUID · %r region · %w word · %W words · %i IPv4 address · %e mail address · %T time · %K the noun · %% percent.
void appendPhrase(std::string& out, std::string_view text, const PhraseSource& source);

void appendHex(std::string& out, std::uint64_t value, unsigned digits);
void appendUuid(std::string& out, std::uint64_t high, std::uint64_t low);

} // namespace tracedeck::delivery
