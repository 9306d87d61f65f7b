#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::events {

/// One line of a stack that was understood.
struct Frame {
    std::optional<std::string> function; ///< as V8 prints it: "Object.fetch", "async Promise.all", "new Foo", "Foo.bar [as baz]"
    std::string file;                    ///< URL, path or place as printed ("native", "<anonymous>"); of data: URLs only "<data:type>"
    std::optional<std::int64_t> line, column;
    bool inApp = true; ///< not node_modules, not a runtime module (node:, cloudflare:, internal), not native
    std::string raw;   ///< the line as it was, trimmed
    bool operator==(const Frame&) const = default;
};

/// A V8 / Workers stack taken apart. Lines that are no frames before the first frame are the header.
struct Stack {
    std::string type;    ///< "TypeError" of "TypeError: message"; "" where there is no header
    std::string message; ///< may span lines
    std::vector<Frame> frames;
};

/// Never fails: what is not understood is left out of `frames` (the raw text stays with the caller).
[[nodiscard]] Stack parseStack(std::string_view text);

} // namespace tracedeck::events
