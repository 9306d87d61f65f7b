#include "events/trigger.h"

#include "events/json_read.h"

#include <QDateTime>

#include <array>

namespace tracedeck::events {

namespace {

constexpr std::size_t kLongestUnknown = 200;

/// What the documented kinds of `Event` hold between them.
struct Parts {
    std::string cron, queue, mailFrom, rcptTo, rpcMethod, consumed, socketEvent;
    std::optional<std::int64_t> scheduledMs, socketCode;
};

void readRequest(JsonValue& value, Event& event, Parts&)
{
    eachMember(value, [&](std::string_view key, JsonValue member) {
        if (sameKey(key, "URL"))
            read(member, event.url);
        else if (sameKey(key, "Method"))
            read(member, event.method);
    });
}

void readResponse(JsonValue& value, Event& event, Parts&)
{
    eachMember(value, [&](std::string_view key, JsonValue member) {
        if (sameKey(key, "Status"))
            read(member, event.status);
    });
}

void readConsumed(JsonValue& value, Event&, Parts& parts)
{
    eachElement(value, [&](JsonValue each) {
        eachMember(each, [&](std::string_view key, JsonValue member) {
            std::string name;
            if (!sameKey(key, "ScriptName") || !read(member, name) || name.empty())
                return;
            parts.consumed += parts.consumed.empty() ? name : ", " + name;
        });
    });
}

void readSocketEvent(JsonValue& value, Event&, Parts& parts)
{
    eachMember(value, [&](std::string_view key, JsonValue member) {
        if (sameKey(key, "WebSocketEventType") || sameKey(key, "Type"))
            read(member, parts.socketEvent);
        else if (sameKey(key, "Code"))
            read(member, parts.socketCode);
    });
}

template<auto Member>
void readPart(JsonValue& value, Event&, Parts& parts)
{
    read(value, parts.*Member);
}
void readRayId(JsonValue& value, Event& event, Parts&)
{
    read(value, event.rayId);
}

struct View {
    std::string_view key;
    void (*read)(JsonValue&, Event&, Parts&);
};
constexpr auto kViews = std::to_array<View>({
    {"Request", readRequest},
    {"Response", readResponse},
    {"RayID", readRayId},
    {"Cron", readPart<&Parts::cron>},
    {"ScheduledTimeMs", readPart<&Parts::scheduledMs>},
    {"Queue", readPart<&Parts::queue>},
    {"MailFrom", readPart<&Parts::mailFrom>},
    {"RcptTo", readPart<&Parts::rcptTo>},
    {"RpcMethod", readPart<&Parts::rpcMethod>},
    {"ConsumedEvents", readConsumed},
    {"GetWebSocketEvent", readSocketEvent},
    {"WebSocketEvent", readSocketEvent},
});

std::string timeText(std::int64_t ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
}

std::string triggerOf(const Event& event, const Parts& parts)
{
    if (!parts.mailFrom.empty() || !parts.rcptTo.empty())
        return parts.mailFrom + " \xe2\x86\x92 " + parts.rcptTo;
    for (const std::string* text : {&event.url, &parts.cron, &parts.queue, &parts.rpcMethod, &parts.consumed}) {
        if (!text->empty())
            return *text;
    }
    if (!parts.socketEvent.empty())
        return parts.socketCode ? parts.socketEvent + ' ' + std::to_string(*parts.socketCode) : parts.socketEvent;
    if (parts.scheduledMs)
        return timeText(*parts.scheduledMs);
    const std::string json = compactJson(event.eventJson);
    return json.size() > kLongestUnknown || json == "{}" ? std::string {} : json;
}

} // namespace

void readViews(Event& event)
{
    thread_local simdjson::ondemand::parser parser; // ingest asks for every event that is no request
    const simdjson::padded_string padded(event.eventJson);
    simdjson::ondemand::document document;
    JsonValue root;
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS || document.get_value().get(root) != simdjson::SUCCESS)
        return;
    Parts parts;
    eachMember(root, [&](std::string_view key, JsonValue value) {
        for (const View& view : kViews) {
            if (sameKey(key, view.key))
                view.read(value, event, parts);
        }
    });
    event.trigger = triggerOf(event, parts);
}

std::string triggerText(std::string_view eventJson)
{
    Event event;
    event.eventJson = eventJson;
    readViews(event);
    return std::move(event.trigger);
}

} // namespace tracedeck::events
