#include "delivery/mapping_event.h"

#include "delivery/json_text.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <charconv>

namespace tracedeck::delivery {

namespace {

using Kind = JsonValue::Kind;

std::string textOf(const JsonValue* value)
{
    return value != nullptr && value->kind == Kind::String ? value->text : std::string {};
}

/// Writes the members of an object one after the other.
class ObjectText {
public:
    explicit ObjectText(std::string& out) : m_out(out) { m_out += '{'; }
    ~ObjectText() { m_out += '}'; }
    ObjectText(const ObjectText&) = delete;
    ObjectText& operator=(const ObjectText&) = delete;

    std::string& member(std::string_view key)
    {
        if (!m_first)
            m_out += ',';
        m_first = false;
        appendJsonString(m_out, key);
        m_out += ':';
        return m_out;
    }

private:
    std::string& m_out;
    bool m_first = true;
};

void appendDeepPascal(std::string& out, const JsonValue& value)
{
    if (value.kind != Kind::Object) {
        appendJson(out, value);
        return;
    }
    ObjectText object(out);
    for (const auto& [key, member] : value.members)
        appendDeepPascal(object.member(pascalCase(key)), member);
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return (x >= 'A' && x <= 'Z' ? static_cast<char>(x + 32) : x) == (y >= 'A' && y <= 'Z' ? static_cast<char>(y + 32) : y);
    });
}

std::string rayIdOf(const JsonValue& request)
{
    const JsonValue* headers = request.find("headers");
    if (headers == nullptr || headers->kind != Kind::Object)
        return {};
    for (const auto& [key, value] : headers->members) {
        if (equalsIgnoringCase(key, "cf-ray"))
            return textOf(&value).substr(0, textOf(&value).find('-'));
    }
    return {};
}

void appendFetch(std::string& out, const JsonValue& event)
{
    const JsonValue& request = *event.find("request");
    const JsonValue* response = event.find("response");
    const JsonValue* status = response != nullptr ? response->find("status") : nullptr;
    ObjectText object(out);
    appendJsonString(object.member("RayID"), rayIdOf(request));
    {
        ObjectText parts(object.member("Request"));
        appendJsonString(parts.member("URL"), textOf(request.find("url")));
        appendJsonString(parts.member("Method"), textOf(request.find("method")));
    }
    if (status != nullptr && status->kind == Kind::Number) {
        ObjectText parts(object.member("Response"));
        appendJson(parts.member("Status"), *status);
    }
    for (const auto& [key, value] : event.members) {
        if (key != "request" && key != "response")
            appendJson(object.member(pascalCase(key)), value);
    }
}

/// Every other type: its keys, times in ms.
void appendKeys(std::string& out, const JsonValue& event)
{
    ObjectText object(out);
    for (const auto& [key, value] : event.members) {
        const auto ms = key == "scheduledTime" ? toMs(value) : std::nullopt;
        if (ms)
            appendNumber(object.member("ScheduledTimeMs"), *ms);
        else if (key == "getWebSocketEvent")
            appendDeepPascal(object.member("GetWebSocketEvent"), value);
        else
            appendJson(object.member(key == "rpcMethod" ? key : pascalCase(key)), value);
    }
}

struct Shape {
    std::string_view key, type;
};
// The first key that is there decides.
constexpr auto kShapes = std::to_array<Shape>({
    {"request", "fetch"},
    {"cron", "scheduled"},
    {"scheduledTime", "alarm"},
    {"queue", "queue"},
    {"mailFrom", "email"},
    {"rpcMethod", "worker_rpc"},
    {"getWebSocketEvent", "hibernatable_web_socket"},
    {"consumedEvents", "tail"},
});

} // namespace

std::string pascalCase(std::string_view key)
{
    std::string name(key);
    if (!name.empty() && name.front() >= 'a' && name.front() <= 'z')
        name.front() = static_cast<char>(name.front() - 32);
    return name;
}

std::optional<std::int64_t> toMs(const JsonValue& value)
{
    if (value.kind == Kind::Number) {
        std::int64_t ms = 0;
        const char* end = value.text.data() + value.text.size();
        const auto read = std::from_chars(value.text.data(), end, ms);
        if (read.ec == std::errc {} && read.ptr == end)
            return ms;
        double fraction = 0;
        if (std::from_chars(value.text.data(), end, fraction).ec == std::errc {} && fraction > -9e15 && fraction < 9e15)
            return static_cast<std::int64_t>(fraction);
        return std::nullopt;
    }
    if (value.kind != Kind::String)
        return std::nullopt;
    const QDateTime time = QDateTime::fromString(QString::fromStdString(value.text), Qt::ISODateWithMs);
    return time.isValid() ? std::optional(time.toMSecsSinceEpoch()) : std::nullopt;
}

MappedEvent mapEvent(const JsonValue* event)
{
    MappedEvent mapped {"unknown", {}};
    if (event == nullptr || event->kind != Kind::Object) {
        mapped.json = "{}";
        return mapped;
    }
    for (const auto& shape : kShapes) {
        if (event->find(shape.key) == nullptr)
            continue;
        mapped.type = shape.type;
        break;
    }
    if (mapped.type == "fetch")
        appendFetch(mapped.json, *event);
    else
        appendKeys(mapped.json, *event);
    return mapped;
}

} // namespace tracedeck::delivery
