#include "events/vocabulary.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tracedeck::events {

namespace {

constexpr auto kLevels = std::to_array<std::pair<std::string_view, Level>>({
    {"log", Level::Log},
    {"info", Level::Info},
    {"warn", Level::Warn},
    {"error", Level::Error},
    {"debug", Level::Debug},
    {"trace", Level::Debug},
    {"warning", Level::Warn},
});

constexpr auto kOutcomes = std::to_array<std::pair<std::string_view, OutcomeClass>>({
    {"canceled", OutcomeClass::Canceled},
    {"exceededMemory", OutcomeClass::ExceededMemory},
    {"exceededCpu", OutcomeClass::ExceededCpu},
    {"exception", OutcomeClass::Exception},
});

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

} // namespace

Level levelOf(std::string_view text)
{
    const auto* found = std::ranges::find_if(kLevels, [text](const auto& row) { return equalsIgnoringCase(row.first, text); });
    return found == kLevels.end() ? Level::Other : found->second;
}

std::string_view levelName(Level level)
{
    switch (level) {
    case Level::Debug: return "debug";
    case Level::Log: return "log";
    case Level::Info: return "info";
    case Level::Warn: return "warn";
    case Level::Error: return "error";
    case Level::Other: return "unknown";
    }
    return "unknown";
}

OutcomeClass outcomeClass(std::string_view outcome, bool hasException)
{
    if (outcome == "ok")
        return hasException ? OutcomeClass::OkWithException : OutcomeClass::Ok;
    const auto* found = std::ranges::find(kOutcomes, outcome, &std::pair<std::string_view, OutcomeClass>::first);
    return found == kOutcomes.end() ? OutcomeClass::Other : found->second;
}

bool isFailure(std::string_view outcome, bool hasException)
{
    return hasException || !(outcome.empty() || outcome == "ok" || outcome == "canceled");
}

std::string_view canonicalEventType(std::string_view type)
{
    return type == "rpc" ? std::string_view {"worker_rpc"} : type;
}

} // namespace tracedeck::events
