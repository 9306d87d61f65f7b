#include "delivery/record.h"

#include "delivery/json_text.h"

namespace tracedeck::delivery {

namespace {

/// `"Key":"text"` with the comma that stands before every field but the first.
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
void appendList(std::string& out, std::string_view opening, const List& list, Write&& write)
{
    out += opening;
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
    appendList(out, ",\"Message\":", line.arguments, [&out](const events::Argument& argument) {
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

void appendVersion(std::string& out, const events::ScriptVersion& version)
{
    appendText(out, ",\"ScriptVersion\":{\"ID\":", version.id);
    appendText(out, ",\"Message\":", version.message);
    appendText(out, ",\"Tag\":", version.tag);
    out += '}';
}

} // namespace

void appendRecord(std::string& out, const events::Event& record)
{
    out += '{';
    if (record.cpuTimeMs) {
        appendOptional(out, "\"CPUTimeMs\":", record.cpuTimeMs);
        out += ',';
    }
    appendText(out, "\"DispatchNamespace\":", record.dispatchNamespace);
    appendText(out, ",\"Entrypoint\":", record.entrypoint);
    out += ",\"Event\":";
    out += record.eventJson.empty() ? std::string_view {"null"} : std::string_view {record.eventJson};
    appendOptional(out, ",\"EventTimestampMs\":", record.timestampMs);
    appendText(out, ",\"EventType\":", record.eventType);
    appendList(out, ",\"Exceptions\":", record.exceptions, [&out](const auto& exception) { appendException(out, exception); });
    appendList(out, ",\"Logs\":", record.logs, [&out](const auto& line) { appendLogLine(out, line); });
    appendText(out, ",\"Outcome\":", record.outcome);
    appendText(out, ",\"ScriptName\":", record.scriptName);
    appendList(out, ",\"ScriptTags\":", record.scriptTags, [&out](const auto& tag) { appendJsonString(out, tag); });
    appendVersion(out, record.version);
    appendOptional(out, ",\"WallTimeMs\":", record.wallTimeMs);
    for (const auto& field : record.unknown) {
        out += ',';
        appendJsonString(out, field.key);
        out += ':';
        out += field.json;
    }
    out += "}\n";
}

} // namespace tracedeck::delivery
