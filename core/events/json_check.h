#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tracedeck::events {

/// What keeps `text` from being exactly one JSON value (RFC 8259), with white space around it, in a few words; nullptr where nothing does. For
/// values that the fast reader skips unread. UTF-8 is not looked at: the reader has checked it for the whole line. Numbers of any size
/// are fine; more than 1,024 levels are not. Any thread, allocates nothing.
[[nodiscard]] const char* jsonProblem(std::string_view text);

struct JsonProblem {
    const char* reason; ///< as above, never from the text
    std::size_t at;     ///< byte in the text
};
/// The same with its place.
[[nodiscard]] std::optional<JsonProblem> findJsonProblem(std::string_view text);

} // namespace tracedeck::events
