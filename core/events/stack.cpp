#include "events/stack.h"

#include "events/frame_line.h"

namespace tracedeck::events {

namespace {

Frame frameOf(const FrameLine& parts, std::string_view line)
{
    Frame frame;
    if (!parts.function.empty())
        frame.function.emplace(parts.function);
    frame.file = fileText(parts);
    frame.line = parts.line;
    frame.column = parts.column;
    frame.inApp = isInApp(parts);
    frame.raw = trimmed(line);
    return frame;
}

} // namespace

Stack parseStack(std::string_view text)
{
    Stack stack;
    std::string_view rest = text;
    std::size_t headerEnd = 0;
    while (!rest.empty()) {
        const std::string_view line = takeLine(rest);
        if (const auto parts = readFrameLine(line))
            stack.frames.push_back(frameOf(*parts, line));
        else if (stack.frames.empty())
            headerEnd = text.size() - rest.size();
    }
    const StackHeader header = readStackHeader(text.substr(0, headerEnd));
    stack.type = header.type;
    stack.message = header.message;
    return stack;
}

} // namespace tracedeck::events
