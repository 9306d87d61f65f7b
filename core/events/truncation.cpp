#include "events/truncation.h"

#include <algorithm>

namespace tracedeck::events {

namespace {

// The limits of 2022: characters of a console line, elements of a list, elements of a list inside a message.
constexpr std::size_t kLineLimit2022 = 300;
constexpr std::size_t kListLimit2022 = 20;

bool anyText(const Event& event, auto&& test)
{
    const auto inException = [&](const Exception& e) { return test(e.name) || test(e.message); };
    const auto inLine = [&](const LogLine& line) {
        return std::ranges::any_of(line.arguments, [&](const Argument& a) { return test(a.text); });
    };
    return std::ranges::any_of(event.exceptions, inException) || std::ranges::any_of(event.logs, inLine);
}

std::size_t lengthOf(const LogLine& line)
{
    std::size_t length = 0;
    for (const Argument& argument : line.arguments)
        length += utf16Length(argument.text);
    return length;
}

// A list that is exactly full, with nothing longer than the old limit: later regimes would have let more through.
bool looksLike2022(const Event& event)
{
    if (event.logs.size() > kListLimit2022 || event.exceptions.size() > kListLimit2022)
        return false;
    bool full = event.logs.size() == kListLimit2022 || event.exceptions.size() == kListLimit2022;
    for (const LogLine& line : event.logs) {
        const std::size_t length = lengthOf(line);
        if (length > kLineLimit2022)
            return false;
        full = full || length == kLineLimit2022;
    }
    for (const Exception& exception : event.exceptions) {
        const std::size_t length = utf16Length(exception.message);
        if (length > kLineLimit2022)
            return false;
        full = full || length == kLineLimit2022;
    }
    return full;
}

} // namespace

bool hasTruncationMarker(std::string_view text)
{
    constexpr std::string_view kOpen = "<<<Logpush: ";
    constexpr std::string_view kClose = " truncated>>>";
    for (auto at = text.find(kOpen); at != std::string_view::npos; at = text.find(kOpen, at + 1)) {
        const auto end = text.find('>', at);
        if (end == std::string_view::npos)
            return false;
        // The close holds the first '>' after the open, so nothing between them may.
        if (end >= at + kOpen.size() + kClose.size() - 3 && text.substr(end - (kClose.size() - 3), kClose.size()) == kClose)
            return true;
    }
    return false;
}

Truncation truncationOf(const Event& event)
{
    if (anyText(event, [](const std::string& text) { return hasTruncationMarker(text); }))
        return Truncation::Marked;
    return looksLike2022(event) ? Truncation::ProbablyLimits2022 : Truncation::None;
}

std::size_t utf16Length(std::string_view utf8)
{
    std::size_t units = 0;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        units += (byte & 0xc0U) != 0x80U; // every character starts once
        units += byte >= 0xf0U;           // and takes a second unit past the BMP
    }
    return units;
}

} // namespace tracedeck::events
