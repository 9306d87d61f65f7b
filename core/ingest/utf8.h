#pragma once

#include <string>
#include <string_view>

namespace tracedeck::ingest {

/// `text` with U+FFFD in the place of every part that is no UTF-8 (as browsers and Qt replace it). Any thread.
[[nodiscard]] std::string repairedUtf8(std::string_view text);

} // namespace tracedeck::ingest
