#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tracedeck::delivery {

/// Appends the text as a JSON string with its quotes. Only what JSON demands is escaped; bytes past ASCII go through as they are.
void appendJsonString(std::string& out, std::string_view utf8);
void appendNumber(std::string& out, std::int64_t value);

} // namespace tracedeck::delivery
