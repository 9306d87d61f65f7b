#include "events/frame_line.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tracedeck::events {

namespace {

constexpr std::size_t kLongestLine = 1024;
constexpr std::string_view kData = "data:";

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

bool has(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

/// Takes ":123" off the end of `text`.
std::optional<std::int64_t> takeNumber(std::string_view& text)
{
    std::size_t from = text.size();
    while (from > 0 && isDigit(text[from - 1]))
        --from;
    if (from == text.size() || from < 2 || text[from - 1] != ':')
        return std::nullopt;
    std::int64_t value = 0;
    if (std::from_chars(text.data() + from, text.data() + text.size(), value).ec != std::errc {})
        return std::nullopt;
    text.remove_suffix(text.size() - from + 1);
    return value;
}

void readPlace(std::string_view place, FrameLine& frame)
{
    if (place.starts_with(kData)) {
        frame.file = place.substr(0, place.find(','));
        return;
    }
    const auto last = takeNumber(place);
    const auto before = last ? takeNumber(place) : std::nullopt;
    frame.line = before ? before : last;
    frame.column = before ? last : std::nullopt;
    frame.file = place;
}

/// Of "eval at foo (eval at bar (URL:1:2), <anonymous>:3:4)": the place in a file, "URL:1:2".
std::string_view evalOrigin(std::string_view place)
{
    for (auto open = place.find('('); open != std::string_view::npos; open = place.find('(', open + 1)) {
        std::size_t end = open + 1;
        while (end < place.size() && !isSpace(place[end]) && place[end] != ')')
            ++end;
        std::string_view inner = place.substr(open + 1, end - open - 1);
        if (end < place.size() && place[end] == ')' && takeNumber(inner))
            return place.substr(open + 1, end - open - 1);
    }
    return place;
}

/// Places without a line that a stack really prints, as against prose in brackets.
bool isPlaceWithoutLine(std::string_view place)
{
    if (place.empty())
        return false;
    if (place.starts_with("native") || place.starts_with("index ") || place == "eval code" || place == "wasm"
        || has(place, "wasm-function["))
        return true;
    return place.find_first_of(" \t") == std::string_view::npos && place.find_first_of("/.:<\\") != std::string_view::npos;
}

/// Where the function's name ends: "fn (anonymous function) [as x] (" and "ns::Call<(T::*)(" keep their own brackets.
std::size_t functionEnd(std::string_view text)
{
    for (auto close = text.find(')'); close != std::string_view::npos; close = text.find(')', close + 1)) {
        if (has(text.substr(0, close), "/"))
            break; // already inside of the place
        std::size_t next = close + 1;
        if (text.substr(next).starts_with(" [")) {
            const auto end = text.find(']', next);
            next = end == std::string_view::npos ? next : end + 1;
        }
        const std::size_t name = next;
        next += next < text.size() && text[next] == ' ' ? 1U : 0U;
        if (next < text.size() && text[next] == '(')
            return name;
    }
    return text.find('(');
}

std::optional<FrameLine> readNamed(std::string_view text, bool cut)
{
    const std::size_t end = functionEnd(text);
    if (end == std::string_view::npos)
        return std::nullopt;
    FrameLine frame;
    frame.function = trimmed(text.substr(0, end));
    std::string_view place = text.substr(text.find('(', end) + 1);
    if (place.ends_with(')'))
        place.remove_suffix(1);
    if (place.starts_with("address at "))
        place.remove_prefix(11);
    if (place.starts_with("eval at "))
        place = evalOrigin(place);
    if (frame.function.ends_with(':') && place.starts_with("//")) {
        const auto at = frame.function.rfind('@');
        frame.scheme = at == std::string_view::npos ? frame.function : frame.function.substr(at + 1);
        frame.function = at == std::string_view::npos ? std::string_view {} : frame.function.substr(0, at);
    }
    readPlace(place, frame);
    if (frame.function == "<anonymous>")
        frame.function = {};
    if (frame.line || cut || frame.file.starts_with(kData) || isPlaceWithoutLine(frame.file))
        return frame;
    return std::nullopt;
}

std::optional<FrameLine> readBare(std::string_view text)
{
    if (text.starts_with("async "))
        text = trimmed(text.substr(6));
    FrameLine frame;
    readPlace(text, frame);
    if (frame.line || frame.file == "<anonymous>" || frame.file == "native" || has(frame.file, "wasm-function["))
        return frame;
    return std::nullopt;
}

constexpr auto kRuntimeSchemes = std::to_array<std::string_view>(
    {"node:", "node-internal:", "cloudflare:", "cloudflare-internal:", "workerd:", "internal:", "internal/", "native", "index "});
constexpr auto kLibraryFolders = std::to_array<std::string_view>({"node_modules/", "node_modules\\", "/~/"});

bool isTypeName(std::string_view text)
{
    if (text.empty() || text.size() > 80 || !(isLetter(text[0]) || text[0] == '_' || text[0] == '$'))
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const char next = i + 1 < text.size() ? text[i + 1] : ' ';
        if (c == ' ' ? !(next == '[' || (next >= 'A' && next <= 'Z')) : !(isLetter(c) || isDigit(c) || has("_$.-[]", {&c, 1})))
            return false;
    }
    return true;
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string_view takeLine(std::string_view& rest)
{
    const auto end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::optional<FrameLine> readFrameLine(std::string_view line)
{
    const bool cut = line.size() > kLongestLine;
    std::string_view text = trimmed(line.substr(0, kLongestLine));
    if (!text.starts_with("at "))
        return std::nullopt;
    text = trimmed(text.substr(3));
    return text.ends_with(')') || cut ? readNamed(text, cut) : readBare(text);
}

std::string fileText(const FrameLine& frame)
{
    std::string text;
    text.reserve(frame.scheme.size() + frame.file.size() + 2);
    if (frame.file.starts_with(kData))
        return text.append("<").append(frame.file).append(">");
    return text.append(frame.scheme).append(frame.file);
}

bool isInApp(const FrameLine& frame)
{
    if (frame.file.empty() || (frame.file == "<anonymous>" && !frame.line))
        return false;
    const auto runs = [&](std::string_view scheme) { return frame.file.starts_with(scheme); };
    const auto holds = [&](std::string_view folder) { return has(frame.file, folder); };
    return std::ranges::none_of(kRuntimeSchemes, runs) && std::ranges::none_of(kLibraryFolders, holds);
}

StackHeader readStackHeader(std::string_view text)
{
    text = trimmed(text);
    for (const std::string_view prefix : {"Uncaught (in promise) ", "Uncaught "}) {
        if (text.starts_with(prefix))
            text.remove_prefix(prefix.size());
    }
    const std::string_view first = trimmed(text.substr(0, text.find('\n')));
    const auto colon = first.find(": ");
    if (colon != std::string_view::npos && isTypeName(first.substr(0, colon)))
        return {first.substr(0, colon), trimmed(text.substr(colon + 2))};
    std::string_view word = first;
    if (word.ends_with(':'))
        word.remove_suffix(1);
    if (isTypeName(word) && !has(word, " ") && word[0] >= 'A' && word[0] <= 'Z')
        return {word, trimmed(text.substr(first.size()))};
    return {{}, text};
}

} // namespace tracedeck::events
