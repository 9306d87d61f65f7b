#include "row_text.h"

#include "base/visible_text.h"
#include "times.h"

namespace tracedeck::ctl {

namespace {

std::string number(const std::optional<std::int64_t>& value)
{
    return value ? std::to_string(*value) : std::string();
}

std::string cell(const std::string& text)
{
    std::string safe = !text.empty() && std::string("=+-@\t\r").find(text.front()) != std::string::npos ? "'" + text : text;
    if (safe.find_first_of(",\"\r\n") == std::string::npos)
        return safe;
    std::string quoted = "\"";
    for (const char c : safe)
        quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string summary(const store::EventRow& row)
{
    return row.messageName.empty() ? row.message : row.messageName + ": " + row.message;
}

} // namespace

std::string csvHeader()
{
    return "EventTimestampMs,Outcome,ScriptName,EventType,Method,Trigger,Status,WallTimeMs,CPUTimeMs,Version,RayID,Message\n";
}

std::string csvLine(const store::EventRow& row)
{
    return number(row.timestampMs) + ',' + cell(row.outcome) + ',' + cell(row.scriptName) + ',' + cell(row.eventType) + ','
        + cell(row.method) + ',' + cell(row.trigger) + ',' + number(row.status) + ',' + number(row.wallTimeMs) + ',' + number(row.cpuTimeMs)
        + ',' + cell(row.versionId) + ',' + cell(row.rayId) + ',' + cell(summary(row)) + '\n';
}

std::string tableLine(const store::EventRow& row)
{
    const auto padded = [](std::string text, std::size_t width) {
        text.resize(std::max(text.size(), width), ' ');
        return text;
    };
    const auto time = row.timestampMs ? timeText(*row.timestampMs) : std::string("-");
    const auto what = row.method.empty() ? row.trigger : row.method + " " + row.trigger;
    return padded(time, 25) + padded(visibleUtf8(row.outcome), 12) + padded(visibleUtf8(row.scriptName), 20)
        + padded(row.status ? number(row.status) : "-", 5) + padded(row.wallTimeMs ? number(row.wallTimeMs) + " ms" : "-", 10)
        + visibleUtf8(what) + "  " + visibleUtf8(summary(row)) + '\n';
}

} // namespace tracedeck::ctl
