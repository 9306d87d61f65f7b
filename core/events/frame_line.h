#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tracedeck::events {

/// One frame line of a V8 stack taken apart without copying: the views point into the line.
struct FrameLine {
    std::string_view function; ///< "" where the line names none
    std::string_view scheme;   ///< stands before `file` where the line tore them apart ("safari-extension:(//…")
    std::string_view file;     ///< URL, path or place as printed; of a data: URL only "data:" and its media type
    std::optional<std::int64_t> line, column;
};

/// nullopt for a line that is no frame. Lines are read up to 1,024 bytes.
[[nodiscard]] std::optional<FrameLine> readFrameLine(std::string_view line);
/// The file as one text: "<data:text/javascript>" for data: URLs.
[[nodiscard]] std::string fileText(const FrameLine& frame);
/// The person's own code: not node_modules, not a module of the runtime, not native.
[[nodiscard]] bool isInApp(const FrameLine& frame);

/// Cuts the next line off `rest`, without its line break (\n or \r\n).
[[nodiscard]] std::string_view takeLine(std::string_view& rest);
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// "TypeError: message" taken apart; a text that is no such header is all message.
struct StackHeader {
    std::string_view type, message;
};
[[nodiscard]] StackHeader readStackHeader(std::string_view text);

} // namespace tracedeck::events
