#include "events/event.h"

#include "events/json_check.h"
#include "events/json_read.h"
#include "events/trigger.h"

#include <algorithm>
#include <array>

namespace tracedeck::events {

namespace {

/// A record being read: where its text ends, and what came of it.
struct Reading {
    const char* end = nullptr;
    Event event;
};

/// Reads one field of the record; false when the value is of another type, which then is kept as unknown.
using FieldReader = bool (*)(JsonValue&, Reading&);

template<auto Member>
bool readInto(JsonValue& value, Reading& reading)
{
    auto fresh = reading.event.*Member;
    if (!read(value, fresh))
        return false;
    reading.event.*Member = std::move(fresh);
    return true;
}

bool readTag(JsonValue& value, Reading& reading)
{
    std::string tag;
    if (typeOf(value) != json_type::string || !read(value, tag))
        return false;
    reading.event.scriptTags.push_back(std::move(tag));
    return true;
}

bool readVersion(JsonValue& value, Reading& reading)
{
    ScriptVersion version;
    if (!isNull(value)) {
        const bool object = eachMember(value, [&](std::string_view key, JsonValue member) {
            if (sameKey(key, "ID"))
                read(member, version.id);
            else if (sameKey(key, "Message"))
                read(member, version.message);
            else if (sameKey(key, "Tag"))
                read(member, version.tag);
        });
        if (!object)
            return false;
    }
    reading.event.version = std::move(version);
    return true;
}

Argument readArgument(JsonValue& value, const char* end)
{
    if (typeOf(value) != json_type::string)
        return {compactJson(rawOf(value, end)), true};
    Argument argument;
    read(value, argument.text);
    return argument;
}

void readMessage(JsonValue& value, LogLine& line, const char* end)
{
    line.arguments.clear();
    const json_type type = typeOf(value);
    if (type == json_type::array)
        eachElement(value, [&](JsonValue each) { line.arguments.push_back(readArgument(each, end)); });
    else if (type != json_type::null)
        line.arguments.push_back(readArgument(value, end));
}

bool readLine(JsonValue& value, Reading& reading)
{
    LogLine line;
    const bool object = eachMember(value, [&](std::string_view key, JsonValue member) {
        if (sameKey(key, "Level"))
            read(member, line.level);
        else if (sameKey(key, "TimestampMs"))
            read(member, line.timestampMs);
        else if (sameKey(key, "Message"))
            readMessage(member, line, reading.end);
    });
    if (object)
        reading.event.logs.push_back(std::move(line));
    return object;
}

bool readException(JsonValue& value, Reading& reading)
{
    Exception exception;
    const bool object = eachMember(value, [&](std::string_view key, JsonValue member) {
        if (sameKey(key, "Name"))
            read(member, exception.name);
        else if (sameKey(key, "Message"))
            read(member, exception.message);
        else if (sameKey(key, "Stack"))
            read(member, exception.stack);
        else if (sameKey(key, "TimestampMs"))
            read(member, exception.timestampMs);
    });
    if (object)
        reading.event.exceptions.push_back(std::move(exception));
    return object;
}

/// What fits is read; one element that does not makes the whole list unknown too, so that nothing is lost.
template<auto List, FieldReader ReadOne>
bool readList(JsonValue& value, Reading& reading)
{
    const json_type type = typeOf(value);
    if (type != json_type::array && type != json_type::null)
        return false;
    (reading.event.*List).clear();
    bool whole = true;
    eachElement(value, [&](JsonValue each) { whole = ReadOne(each, reading) && whole; });
    return whole;
}

bool readEventObject(JsonValue& value, Reading& reading)
{
    const json_type type = typeOf(value);
    if (type != json_type::object && type != json_type::null)
        return false;
    reading.event.eventJson = type == json_type::object ? rawOf(value, reading.end) : std::string_view {};
    return true;
}

struct Field {
    std::string_view key;
    FieldReader read;
};
constexpr auto kFields = std::to_array<Field>({
    {"CPUTimeMs", readInto<&Event::cpuTimeMs>},
    {"DispatchNamespace", readInto<&Event::dispatchNamespace>},
    {"Entrypoint", readInto<&Event::entrypoint>},
    {"Event", readEventObject},
    {"EventTimestampMs", readInto<&Event::timestampMs>},
    {"EventType", readInto<&Event::eventType>},
    {"Exceptions", readList<&Event::exceptions, readException>},
    {"Logs", readList<&Event::logs, readLine>},
    {"Outcome", readInto<&Event::outcome>},
    {"ScriptName", readInto<&Event::scriptName>},
    {"ScriptTags", readList<&Event::scriptTags, readTag>},
    {"ScriptVersion", readVersion},
    {"WallTimeMs", readInto<&Event::wallTimeMs>},
});

void readMember(std::string_view key, JsonValue& value, Reading& reading)
{
    const char* begin = value.raw_json_token().data();
    const auto* field = std::ranges::find_if(kFields, [key](const Field& f) { return sameKey(key, f.key); });
    if (field != kFields.end() && field->read(value, reading))
        return;
    const std::string_view raw = firstValue({begin, static_cast<std::size_t>(reading.end - begin)});
    reading.event.unknown.push_back({std::string {key}, compactJson(raw)});
}

QString describe(const JsonProblem& problem)
{
    return QStringLiteral("byte %1: %2").arg(problem.at).arg(QLatin1String(problem.reason));
}

} // namespace

std::string joined(const LogLine& line)
{
    std::string text;
    for (bool first = true; const Argument& argument : line.arguments) {
        if (!std::exchange(first, false))
            text += ' ';
        text += argument.text;
    }
    return text;
}

Result<Event> parseEvent(std::string_view line)
{
    if (const auto problem = findJsonProblem(line))
        return fail(ErrorCode::BadJson, describe(*problem));
    simdjson::ondemand::parser parser;
    const simdjson::padded_string padded(line);
    simdjson::ondemand::document document;
    if (const auto error = parser.iterate(padded).get(document))
        return fail(ErrorCode::BadJson, QLatin1String(simdjson::error_message(error)));
    JsonValue root;
    if (document.get_value().get(root) != simdjson::SUCCESS || typeOf(root) != json_type::object)
        return fail(ErrorCode::BadValue, QStringLiteral("not an object"));
    Reading reading {padded.data() + padded.size(), {}};
    eachMember(root, [&](std::string_view key, JsonValue value) { readMember(key, value, reading); });
    if (!reading.event.eventJson.empty())
        readViews(reading.event);
    return std::move(reading.event);
}

} // namespace tracedeck::events
