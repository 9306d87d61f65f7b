#pragma once

#include "events/event.h"
#include "logpush/filter.h"
#include "store/answers.h"

#include <map>
#include <string>

namespace tracedeck::store {

// What the tests of the store's questions compare with, taken from the events that the objects were made of.

inline constexpr std::int64_t kStart = 1'795'300'000'000 / 60'000 * 60'000;
inline constexpr TimeRange kSpan {kStart, kStart + std::int64_t {6} * 3'600'000};

using Counts = std::map<std::string, std::uint64_t>;

inline Counts countsOf(const ValueCounts& values)
{
    Counts counts;
    for (const auto& value : values.values)
        counts[value.value] = value.count;
    return counts;
}

inline std::string joinedOf(const events::LogLine& line)
{
    std::string text;
    for (const auto& argument : line.arguments)
        text += (text.empty() && &argument == &line.arguments.front() ? "" : " ") + argument.text;
    return text;
}

inline logpush::Filter filterOf(const char* json)
{
    return logpush::parseFilter(json).value();
}

} // namespace tracedeck::store
