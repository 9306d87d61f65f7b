#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tracedeck::events {

struct JsonProblem {
    const char* reason; ///< in a few words, never from the text
    std::size_t at;     ///< byte in the text
};

/// What keeps `text` from being exactly one JSON value (RFC 8259), with white space around it; nullopt where nothing does. For values that the
/// fast reader skips unread. UTF-8 is not looked at: the reader has checked it for the whole line. Numbers of any size are fine;
/// more than 1,024 levels are not. Any thread, allocates nothing.
[[nodiscard]] std::optional<JsonProblem> jsonProblem(std::string_view text);

} // namespace tracedeck::events
