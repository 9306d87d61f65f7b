#pragma once

#include <string>
#include <string_view>

namespace tracedeck::events {

// All take JSON that is known to be valid (`jsonProblem`).

/// The first value in `json`, which starts with it; what follows does not matter.
[[nodiscard]] std::string_view firstValue(std::string_view json);

/// The same JSON without white space between its tokens; texts of numbers and strings are untouched.
[[nodiscard]] std::string compactJson(std::string_view json);
/// The characters of a JSON string given with its quotes. JavaScript strings may hold half a surrogate pair, JSON can spell it:
/// such a half becomes U+FFFD instead of losing the record.
[[nodiscard]] std::string unescapedLoosely(std::string_view quoted);

} // namespace tracedeck::events
