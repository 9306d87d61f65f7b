#include "delivery/record.h"

#include "delivery/json_text.h"

#include <algorithm>
#include <array>

namespace tracedeck::delivery {

namespace {

using events::Event;

/// `"Key":"text"`, what stands before the text being `opening`.
void appendText(std::string& out, std::string_view opening, std::string_view text)
{
    out += opening;
    appendJsonString(out, text);
}

void appendOptional(std::string& out, std::string_view opening, const std::optional<std::int64_t>& value)
{
    if (!value)
        return;
    out += opening;
    appendNumber(out, *value);
}

template<typename List, typename Write>
void appendList(std::string& out, const List& list, Write&& write)
{
    out += '[';
    bool first = true;
    for (const auto& item : list) {
        if (!first)
            out += ',';
        first = false;
        write(item);
    }
    out += ']';
}

void appendLogLine(std::string& out, const events::LogLine& line)
{
    appendText(out, "{\"Level\":", line.level);
    out += ",\"Message\":";
    appendList(out, line.arguments, [&out](const events::Argument& argument) {
        if (argument.isJson)
            out += argument.text;
        else
            appendJsonString(out, argument.text);
    });
    appendOptional(out, ",\"TimestampMs\":", line.timestampMs);
    out += '}';
}

void appendException(std::string& out, const events::Exception& exception)
{
    appendText(out, "{\"Message\":", exception.message);
    appendText(out, ",\"Name\":", exception.name);
    if (!exception.stack.empty())
        appendText(out, ",\"Stack\":", exception.stack);
    appendOptional(out, ",\"TimestampMs\":", exception.timestampMs);
    out += '}';
}

void appendTrigger(std::string& out, const Event& record)
{
    out += record.eventJson.empty() ? std::string_view {"null"} : std::string_view {record.eventJson};
}

void appendExceptions(std::string& out, const Event& record)
{
    appendList(out, record.exceptions, [&out](const auto& exception) { appendException(out, exception); });
}

void appendLogs(std::string& out, const Event& record)
{
    appendList(out, record.logs, [&out](const auto& line) { appendLogLine(out, line); });
}

void appendTags(std::string& out, const Event& record)
{
    appendList(out, record.scriptTags, [&out](const auto& tag) { appendJsonString(out, tag); });
}

void appendVersion(std::string& out, const Event& record)
{
    appendText(out, "{\"ID\":", record.version.id);
    appendText(out, ",\"Message\":", record.version.message);
    appendText(out, ",\"Tag\":", record.version.tag);
    out += '}';
}

using Text = const std::string&;
using Number = const std::optional<std::int64_t>&;
constexpr auto kFields = std::to_array<RecordField>({
    {.name = "CPUTimeMs", .number = [](const Event& r) -> Number { return r.cpuTimeMs; }},
    {.name = "DispatchNamespace", .text = [](const Event& r) -> Text { return r.dispatchNamespace; }},
    {.name = "Entrypoint", .text = [](const Event& r) -> Text { return r.entrypoint; }},
    {.name = "Event", .json = appendTrigger},
    {.name = "EventTimestampMs", .number = [](const Event& r) -> Number { return r.timestampMs; }},
    {.name = "EventType", .text = [](const Event& r) -> Text { return r.eventType; }},
    {.name = "Exceptions", .json = appendExceptions},
    {.name = "Logs", .json = appendLogs},
    {.name = "Outcome", .text = [](const Event& r) -> Text { return r.outcome; }},
    {.name = "ScriptName", .text = [](const Event& r) -> Text { return r.scriptName; }},
    {.name = "ScriptTags", .json = appendTags},
    {.name = "ScriptVersion", .json = appendVersion},
    {.name = "WallTimeMs", .number = [](const Event& r) -> Number { return r.wallTimeMs; }},
});

} // namespace

std::span<const RecordField> recordFields()
{
    return kFields;
}

const RecordField* recordField(std::string_view name)
{
    const auto* at = std::find_if(kFields.begin(), kFields.end(), [name](const auto& field) { return field.name == name; });
    return at == kFields.end() ? nullptr : at;
}

void appendRecord(std::string& out, const events::Event& record)
{
    char before = '{';
    for (const auto& field : kFields) {
        if (field.number != nullptr && !field.number(record))
            continue;
        out += before;
        before = ',';
        out.append("\"").append(field.name).append("\":");
        if (field.text != nullptr)
            appendJsonString(out, field.text(record));
        else if (field.number != nullptr)
            appendNumber(out, *field.number(record));
        else
            field.json(out, record);
    }
    for (const auto& field : record.unknown) {
        out += ',';
        appendJsonString(out, field.key);
        out += ':';
        out += field.json;
    }
    out += "}\n";
}

} // namespace tracedeck::delivery
