#include "events/fingerprint.h"

#include "events/frame_line.h"
#include "events/message_pattern.h"

#include <algorithm>
#include <array>

namespace tracedeck::events {

namespace {

constexpr std::size_t kNamedFrames = 3; ///< as many functions are compared
constexpr std::size_t kFramesLookedAt = 40;
constexpr std::string_view kNameless = "?";

constexpr auto kAnonymous =
    std::to_array<std::string_view>({"<anonymous>", "(anonymous function)", "(anonymous)", "anonymous", "Anonymous function", "eval"});
// What the runtime calls: alone in a stack they say where an invocation began, not what broke.
constexpr auto kEntryPoints = std::to_array<std::string_view>({"fetch", "scheduled", "queue", "email", "alarm", "tail", "trace", "test",
                                                               "connect", "webSocketMessage", "webSocketClose", "webSocketError"});

bool isNameless(std::string_view part)
{
    return part.size() <= 2 || std::ranges::find(kAnonymous, part) != kAnonymous.end(); // minifiers give one or two letters
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isWord(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Bundlers rename: "handler$1", "chunk_3f9ab21c".
void appendWithoutHashes(std::string& out, std::string_view part)
{
    if (const auto dollar = part.rfind('$'); dollar != std::string_view::npos && dollar > 0 && dollar + 1 < part.size()
        && std::all_of(part.begin() + static_cast<std::ptrdiff_t>(dollar) + 1, part.end(), isDigit))
        part = part.substr(0, dollar);
    for (std::size_t i = 0; i < part.size();) {
        std::size_t end = i;
        while (end < part.size() && isWord(part[end]))
            ++end;
        const std::string_view word = part.substr(i, end - i);
        out += std::ranges::any_of(word, isDigit) && isMadeUp(word) ? std::string_view {"#"} : word;
        if (end < part.size())
            out += part[end++];
        i = end;
    }
}

/// A function's name as two builds of one program both have it; `kNameless` where none is left.
std::string comparedFunction(std::string_view function)
{
    if (function.starts_with("async "))
        function.remove_prefix(6);
    if (const auto alias = function.find(" [as "); alias != std::string_view::npos)
        function = function.substr(0, alias);
    std::string name;
    if (function.starts_with("new ")) {
        name = "new ";
        function.remove_prefix(4);
    }
    const auto dot =
        function.find('/') == std::string_view::npos ? function.rfind('.') : std::string_view::npos; // "Module../pages/index.js"
    const std::string_view last = dot == std::string_view::npos || dot + 1 == function.size() ? function : function.substr(dot + 1);
    if (isNameless(last))
        return std::string {kNameless};
    while (function.size() > last.size()) { // receivers that a minifier named
        const auto next = function.find('.');
        if (next > 2)
            break;
        function.remove_prefix(next + 1);
    }
    appendWithoutHashes(name, function);
    return name;
}

bool isEntryPoint(std::string_view function)
{
    const auto dot = function.rfind('.');
    return dot != std::string_view::npos && std::ranges::find(kEntryPoints, function.substr(dot + 1)) != kEntryPoints.end();
}

/// The functions of one kind of frame, top first: runs of nameless ones and recursion count once.
struct Functions {
    std::vector<std::string> names;
    std::size_t named = 0;

    void add(std::string_view function)
    {
        if (named == kNamedFrames)
            return;
        std::string name = function.empty() ? std::string {kNameless} : comparedFunction(function);
        if (!names.empty() && names.back() == name)
            return;
        named += name != kNameless;
        names.push_back(std::move(name));
    }
    void dropTail()
    {
        while (!names.empty() && names.back() == kNameless)
            names.pop_back(); // how far the stack went on is the engine's business
    }
};

struct StackReading {
    StackHeader header;
    Functions functions;
};

StackReading readStack(std::string_view stack)
{
    Functions inApp, all;
    std::string_view rest = stack;
    std::size_t headerEnd = 0, frames = 0;
    while (!rest.empty() && frames < kFramesLookedAt && inApp.named < kNamedFrames) {
        if (const auto frame = readFrameLine(takeLine(rest))) {
            ++frames;
            all.add(frame->function);
            if (isInApp(*frame))
                inApp.add(frame->function);
        } else if (frames == 0) {
            headerEnd = stack.size() - rest.size();
        }
    }
    StackReading reading {{}, inApp.names.empty() ? std::move(all) : std::move(inApp)};
    if (frames > 0)
        reading.header = readStackHeader(stack.substr(0, headerEnd));
    reading.functions.dropTail();
    return reading;
}

class Fnv {
public:
    void add(std::string_view text)
    {
        for (const char c : text)
            addByte(static_cast<unsigned char>(c));
        addByte(0xff); // no UTF-8 holds it: ("a","b") is not ("ab","")
    }
    // Spreads the last bytes over all bits: keys are used by their low bits too.
    GroupKey key() const
    {
        std::uint64_t x = m_state;
        x = (x ^ (x >> 33U)) * 0xff51afd7ed558ccdULL;
        x = (x ^ (x >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
        return x ^ (x >> 33U);
    }

private:
    void addByte(unsigned char byte) { m_state = (m_state ^ byte) * 0x100000001b3ULL; }
    std::uint64_t m_state = 0xcbf29ce484222325ULL;
};

} // namespace

GroupReason groupReason(std::string_view name, std::string_view message, std::string_view stack)
{
    const StackReading reading = readStack(stack);
    GroupReason reason;
    // A class that extends Error without a name of its own is delivered as "Error"; its stack still knows it.
    if ((name.empty() || name == "Error") && !reading.header.type.empty())
        name = reading.header.type;
    if (name.empty()) {
        const StackHeader header = readStackHeader(message);
        if (header.type.ends_with("Error") || header.type.ends_with("Exception")) {
            name = header.type;
            message = header.message;
        }
    }
    reason.name = name;
    reason.message = comparedPattern(message);
    if (reason.message.empty())
        reason.message = comparedPattern(reading.header.message);
    if (reading.functions.named > 0)
        reason.functions = reading.functions.names;
    const auto telling = [](const std::string& f) { return f != kNameless && !isEntryPoint(f); };
    reason.messageDecides = std::ranges::count_if(reason.functions, telling) < 2;
    return reason;
}

GroupKey groupKey(std::string_view name, std::string_view message, std::string_view stack)
{
    const GroupReason reason = groupReason(name, message, stack);
    Fnv hash;
    hash.add("exception");
    hash.add(reason.name);
    hash.add(reason.messageDecides ? std::string_view {reason.message} : std::string_view {});
    for (const std::string& function : reason.functions)
        hash.add(function);
    return hash.key();
}

GroupKey outcomeGroupKey(std::string_view outcome)
{
    Fnv hash;
    hash.add("outcome");
    hash.add(outcome);
    return hash.key();
}

std::string keyText(GroupKey key)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text(16, '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, key >>= 4U)
        *digit = kDigits[key & 0xfU];
    return text;
}

std::optional<GroupKey> keyFromText(std::string_view text)
{
    if (text.size() != 16)
        return std::nullopt;
    GroupKey key = 0;
    for (const char c : text) {
        const bool letter = c >= 'a' && c <= 'f';
        if (!isDigit(c) && !letter)
            return std::nullopt;
        key = key << 4U | static_cast<GroupKey>(letter ? c - 'a' + 10 : c - '0');
    }
    return key;
}

} // namespace tracedeck::events
