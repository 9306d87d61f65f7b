#include "delivery/mapping.h"

#include "delivery/mapping_event.h"

#include <array>

namespace tracedeck::delivery {

namespace {

using Kind = JsonValue::Kind;
using events::Event;

/// What a part of an item is read with: the reason why it is not what it must be, or "".
using Reason = std::string_view;

/// A string's characters; "" for null; anything else as its JSON.
std::string asText(const JsonValue& value)
{
    if (value.kind == Kind::String)
        return value.text;
    std::string text;
    if (!value.isNull())
        appendJson(text, value);
    return text;
}

std::string memberText(const JsonValue& object, std::string_view key)
{
    const JsonValue* value = object.find(key);
    return value != nullptr ? asText(*value) : std::string {};
}

std::optional<std::int64_t> memberMs(const JsonValue& object, std::string_view key)
{
    const JsonValue* value = object.find(key);
    return value != nullptr ? toMs(*value) : std::nullopt;
}

events::Argument argumentOf(const JsonValue& value)
{
    if (value.kind == Kind::String)
        return {value.text, false};
    events::Argument argument {{}, true};
    appendJson(argument.text, value);
    return argument;
}

events::LogLine lineOf(const JsonValue& entry)
{
    events::LogLine line {memberText(entry, "level"), {}, memberMs(entry, "timestamp")};
    const JsonValue* message = entry.find("message");
    if (message != nullptr && message->kind == Kind::Array) {
        for (const auto& element : message->members)
            line.arguments.push_back(argumentOf(element.value));
    } else if (message != nullptr) {
        line.arguments.push_back(argumentOf(*message));
    }
    return line;
}

events::Exception exceptionOf(const JsonValue& entry)
{
    return {memberText(entry, "name"), memberText(entry, "message"), memberText(entry, "stack"), memberMs(entry, "timestamp")};
}

/// Each element of an array of objects; null is an empty array.
template<typename Read>
Reason readEach(const JsonValue& list, Read&& read)
{
    if (list.isNull())
        return {};
    if (list.kind != Kind::Array)
        return "not an array";
    for (const auto& element : list.members) {
        if (element.value.kind != Kind::Object)
            return "an element is not an object";
        read(element.value);
    }
    return {};
}

Reason readText(std::string& text, const JsonValue& value)
{
    if (value.kind != Kind::String && !value.isNull())
        return "not a string";
    text = value.text;
    return {};
}

Reason readMs(std::optional<std::int64_t>& ms, const JsonValue& value)
{
    ms = toMs(value);
    return ms || value.isNull() ? Reason {} : Reason {"not a time or a number of milliseconds"};
}

Reason readTags(Event& record, const JsonValue& value)
{
    if (value.kind != Kind::Array && !value.isNull())
        return "not an array";
    for (const auto& tag : value.members)
        record.scriptTags.push_back(asText(tag.value));
    return {};
}

Reason readVersion(Event& record, const JsonValue& value)
{
    if (value.kind != Kind::Object && !value.isNull())
        return "not an object";
    record.version = {memberText(value, "id"), memberText(value, "message"), memberText(value, "tag")};
    return {};
}

Reason readEvent(Event& record, const JsonValue& value)
{
    if (value.kind != Kind::Object && !value.isNull())
        return "not an object";
    auto [type, json] = mapEvent(&value);
    record.eventType = std::move(type);
    record.eventJson = std::move(json);
    return {};
}

struct Part {
    std::string_view key;
    Reason (*read)(Event& record, const JsonValue& value);
};
constexpr auto kParts = std::to_array<Part>({
    {"cpuTime", [](Event& r, const JsonValue& v) { return readMs(r.cpuTimeMs, v); }},
    {"wallTime", [](Event& r, const JsonValue& v) { return readMs(r.wallTimeMs, v); }},
    {"eventTimestamp", [](Event& r, const JsonValue& v) { return readMs(r.timestampMs, v); }},
    {"outcome", [](Event& r, const JsonValue& v) { return readText(r.outcome, v); }},
    {"scriptName", [](Event& r, const JsonValue& v) { return readText(r.scriptName, v); }},
    {"entrypoint", [](Event& r, const JsonValue& v) { return readText(r.entrypoint, v); }},
    {"dispatchNamespace", [](Event& r, const JsonValue& v) { return readText(r.dispatchNamespace, v); }},
    {"scriptTags", readTags},
    {"scriptVersion", readVersion},
    {"event", readEvent},
    {"logs", [](Event& r, const JsonValue& v) { return readEach(v, [&r](const JsonValue& e) { r.logs.push_back(lineOf(e)); }); }},
    {"exceptions",
     [](Event& r, const JsonValue& v) { return readEach(v, [&r](const JsonValue& e) { r.exceptions.push_back(exceptionOf(e)); }); }},
});

const Part* partOf(std::string_view key)
{
    for (const auto& part : kParts) {
        if (part.key == key)
            return &part;
    }
    return nullptr;
}

} // namespace

Result<Event> mapItem(std::string_view itemJson)
{
    const auto item = readJsonObject(itemJson);
    if (!item)
        return fail(item.error());
    Event record;
    record.eventType = mapEvent(nullptr).type;
    record.eventJson = mapEvent(nullptr).json;
    for (const auto& [key, value] : item->members) {
        const Part* part = partOf(key);
        if (part == nullptr) {
            appendJson(record.unknown.emplace_back(events::UnknownField {pascalCase(key), {}}).json, value);
            continue;
        }
        if (&value != item->find(key)) // an earlier one of two equal keys
            continue;
        if (const Reason reason = part->read(record, value); !reason.empty())
            return fail(ErrorCode::BadValue, QString::fromStdString(std::string(key) + ": " + std::string(reason)));
    }
    return record;
}

} // namespace tracedeck::delivery
