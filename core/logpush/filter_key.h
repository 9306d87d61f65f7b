#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::logpush {

/// What the texts of an event are: bits.
enum TextParts : std::uint8_t {
    kTriggerText = 1,
    kRayIdText = 2,
    kMessageText = 4,   ///< console lines, arguments joined by one space
    kExceptionText = 8, ///< "name: message"
    kStackText = 16,
    kAllText = 31,
};

/// What a condition's key asks of an event. The names of fields, their other names, those of texts and the first name of a path are the
/// same in any case; the rest of a path is exact.
struct FilterKey {
    enum class Kind : std::uint8_t {
        Field,   ///< one of the store's columns
        Text,    ///< any of some texts: Text, Message, Exception, Stack
        Log,     ///< Log.…: inside of JSON in console lines
        Event,   ///< Event.…: inside of `Event`
        Version, ///< ScriptVersion.Message or .Tag
        Record,  ///< Record.…: a field of the record that the dataset does not document, or inside of it
        Unknown,
    };
    Kind kind = Kind::Unknown;
    std::string name;              ///< of a field or text, spelled as in the tables; else as given
    std::uint8_t texts = 0;        ///< of Text: which
    std::vector<std::string> path; ///< of Log, Event, Version, Record: the names behind the first
};
[[nodiscard]] FilterKey filterKey(std::string_view key);

} // namespace tracedeck::logpush
