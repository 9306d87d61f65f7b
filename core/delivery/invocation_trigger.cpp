#include "delivery/invocation.h"

#include "delivery/json_text.h"
#include "delivery/phrase.h"

namespace tracedeck::delivery {

namespace {

void writeFetch(std::string& out, const Invocation& run, const Fate& fate, Handover& handover, Random& random)
{
    const Route& route = pickWeighted(routesOf(run.worker.trade), random);
    if (handover.rayId.empty()) {
        appendHex(handover.rayId, random.next() | (1ULL << 63U), 16);
        handover.method = route.method;
        appendPhrase(handover.path, route.path, {random, run.timeMs, run.worker.noun});
    }
    out.append("{\"RayID\":\"").append(handover.rayId).append("\",\"Request\":{\"URL\":\"https://").append(run.worker.host);
    out.append(handover.path).append("\",\"Method\":\"").append(handover.method).append("\"}");
    if (fate.answered) {
        out += ",\"Response\":{\"Status\":";
        appendNumber(out, fate.status != 0 ? fate.status : route.status);
        out += '}';
    }
    out += '}';
}

void writeScheduled(std::string& out, const Invocation& run, Random& random)
{
    constexpr auto kCrons = std::to_array<std::string_view>({"* * * * *", "*/5 * * * *", "0 * * * *", "30 3 * * *", "*/15 6-22 * * 1-5"});
    out.append("{\"Cron\":\"").append(kCrons[random.below(kCrons.size())]).append("\",\"ScheduledTimeMs\":");
    appendNumber(out, run.timeMs / 60'000 * 60'000);
    out += '}';
}

void writeQueue(std::string& out, const Invocation& run, Random& random)
{
    constexpr auto kQueues = std::to_array<std::string_view>({"orders", "webhooks-out", "stock-changes", "mail-out"});
    out += "{\"BatchSize\":";
    appendNumber(out, random.between(1, 100));
    out.append(",\"Queue\":\"").append(kQueues[run.worker.name.size() % kQueues.size()]).append("\"}");
}

void writeMail(std::string& out, const Invocation& run, Random& random)
{
    const PhraseSource source {random, run.timeMs, {}};
    appendPhrase(out, R"({"MailFrom":"%e","RawSize":%N,"RcptTo":"support@example.com"})", source);
}

void writeRpc(std::string& out, const Invocation& run, Random& random)
{
    constexpr auto kVerbs = std::to_array<std::string_view>({"get", "put", "touch", "delete", "list", "acquire"});
    out.append("{\"rpcMethod\":\"").append(kVerbs[random.below(kVerbs.size())]).append(run.worker.noun).append("\"}");
}

void writeWebSocket(std::string& out, Random& random)
{
    const std::uint32_t draw = random.below(100);
    if (draw < 90)
        out += R"({"GetWebSocketEvent":{"WebSocketEventType":"message"}})";
    else if (draw < 98)
        out += draw % 2 == 0 ? R"({"GetWebSocketEvent":{"Code":1000,"WasClean":true,"WebSocketEventType":"close"}})"
                             : R"({"GetWebSocketEvent":{"Code":1006,"WasClean":false,"WebSocketEventType":"close"}})";
    else
        out += R"({"GetWebSocketEvent":{"WebSocketEventType":"error"}})";
}

void writeTail(std::string& out, Random& random)
{
    out += "{\"ConsumedEvents\":[";
    for (std::uint32_t left = random.between(1, 4); left > 0; --left) {
        out.append("{\"scriptName\":\"").append(workers()[random.below(static_cast<std::uint32_t>(workers().size()))].name);
        out += left > 1 ? "\"}," : "\"}";
    }
    out += "]}";
}

} // namespace

void writeTrigger(std::string& out, const Invocation& run, const Fate& fate, Handover& handover, Random& random)
{
    out.clear();
    switch (run.trigger) {
    case Trigger::Fetch: writeFetch(out, run, fate, handover, random); break;
    case Trigger::Scheduled: writeScheduled(out, run, random); break;
    case Trigger::Alarm:
        out += "{\"ScheduledTimeMs\":";
        appendNumber(out, run.timeMs - random.below(40));
        out += '}';
        break;
    case Trigger::Queue: writeQueue(out, run, random); break;
    case Trigger::Email: writeMail(out, run, random); break;
    case Trigger::Rpc: writeRpc(out, run, random); break;
    case Trigger::WebSocket: writeWebSocket(out, random); break;
    case Trigger::Tail: writeTail(out, random); break;
    }
}

} // namespace tracedeck::delivery
