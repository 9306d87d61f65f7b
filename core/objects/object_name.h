#pragma once

#include "base/time_range.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tracedeck::objects {

/// What the name of a delivered object tells: `[prefix/][YYYYMMDD/]<start>_<end>_<hash>.log[.gz]`. Written back it is the same text.
struct ObjectName {
    std::string prefix; ///< folders before the date, without the slash at the end; often empty
    std::string date;   ///< the folder `YYYYMMDD`, "" where there is none
    TimeRange window;   ///< processing time, whole seconds; never event time
    std::string hash;
    bool gzip = true; ///< by the name alone: contents are told by their magic
    bool operator==(const ObjectName&) const = default;
};

/// nullopt for every other name: such an object is placed by its time of change instead.
[[nodiscard]] std::optional<ObjectName> parseObjectName(std::string_view key);
[[nodiscard]] std::string objectKey(const ObjectName& name);

/// A name for a batch with this window; the date folder is the day of the window's start. Milliseconds are cut to seconds.
[[nodiscard]] ObjectName objectNameFor(TimeRange window, std::string hash);

/// What an object is for, as far as its name tells.
enum class ObjectRole : std::uint8_t { Log, Test, Ownership, Other };
[[nodiscard]] ObjectRole roleOf(std::string_view key);

[[nodiscard]] std::string dateText(std::int64_t ms);                               ///< `YYYYMMDD`, UTC
[[nodiscard]] std::string compactTime(std::int64_t ms);                            ///< `YYYYMMDDTHHMMSSZ`, UTC
[[nodiscard]] std::optional<std::int64_t> parseCompactTime(std::string_view text); ///< to ms; nullopt where it is no such time

} // namespace tracedeck::objects
