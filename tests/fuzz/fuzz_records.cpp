// A delivered line: the fast parser and the whole one say the same of it.
#include "events/event.h"
#include "fuzz/fuzz_target.h"
#include "ingest/event_batch.h"
#include "ingest/record_parser.h"
#include "ingest/utf8.h"

using namespace tracedeck;
using fuzz::demand;

namespace {

std::int64_t orAbsent(const std::optional<std::int64_t>& value)
{
    return value.value_or(ingest::kAbsent);
}

void compare(const ingest::RecordView& fast, const events::Event& whole)
{
    demand(fast.timeMs == orAbsent(whole.timestampMs), "the time is the same");
    demand(fast.cpuMs == orAbsent(whole.cpuTimeMs) && fast.wallMs == orAbsent(whole.wallTimeMs), "the durations are the same");
    demand(fast.status == orAbsent(whole.status), "the status is the same");
    demand(fast.codes[static_cast<std::size_t>(ingest::CodeColumn::Outcome)] == whole.outcome, "the outcome is the same");
    demand(fast.codes[static_cast<std::size_t>(ingest::CodeColumn::ScriptName)] == whole.scriptName, "the Worker is the same");
    demand(fast.logs.size() == whole.logs.size(), "there are as many console lines");
    for (std::size_t i = 0; i < fast.logs.size(); ++i)
        demand(fast.logs[i].level == whole.logs[i].level && fast.logs[i].text == events::joined(whole.logs[i]),
               "console lines are the same");
    demand(fast.exceptions.size() == whole.exceptions.size(), "there are as many exceptions");
    for (std::size_t i = 0; i < fast.exceptions.size(); ++i)
        demand(fast.exceptions[i].name == whole.exceptions[i].name && fast.exceptions[i].message == whole.exceptions[i].message
                   && fast.exceptions[i].stack == whole.exceptions[i].stack,
               "exceptions are the same");
}

} // namespace

void fuzzOne(std::string_view bytes)
{
    static ingest::RecordParser parser;
    std::string padded(bytes);
    padded.append(ingest::kLinePadding, '\0');
    const ingest::LineKind kind = parser.parse({std::string_view(padded).substr(0, bytes.size()), 1, 0, false});
    const auto whole = events::parseEvent(ingest::repairedUtf8(bytes));
    if (kind == ingest::LineKind::Rejected) {
        demand(!parser.reason().empty(), "a refusal has a reason");
        demand(!whole, "who refuses a line is not alone with that");
    }
    if (kind != ingest::LineKind::Event)
        return;
    demand(whole.has_value(), "who reads a line is not alone with that");
    compare(parser.record(), *whole);
    ingest::EventBatch batch;
    batch.append(parser.record(), 0);
    demand(batch.rows() == 1, "it is one row");
}

std::vector<std::string> fuzzSeeds()
{
    return {
        R"({"EventTimestampMs":1795262400000,"Outcome":"ok","EventType":"fetch","ScriptName":"api","ScriptVersion":{"ID":"a-b","Tag":"v1","Message":""},)"
        R"("Event":{"RayID":"8a1","Request":{"URL":"https://a.example/x?y=1","Method":"GET"},"Response":{"Status":200}},"CPUTimeMs":3,"WallTimeMs":12,)"
        R"("Logs":[{"Level":"log","Message":["a",{"b":[1,2.5,null,true]}],"TimestampMs":1795262400001}],)"
        R"raw("Exceptions":[{"Name":"TypeError","Message":"x is \"y\"","Stack":"    at f (worker.js:1:2)","TimestampMs":1795262400002}],"ScriptTags":["a","b"]})raw",
        R"({"outcome":"exceededCpu","scriptname":null,"logs":[{"level":"warn","message":"plain"}],"Event":{"Cron":"* * * * *","ScheduledTimeMs":1}})",
        R"({"EventType":"queue","Event":{"Queue":"q","BatchSize":3},"New":{"a":[1,{"b":null}]},"Entrypoint":"X","DispatchNamespace":"n"})",
        R"({"content":"test"})",
        R"({"EventTimestampMs":9223372036854775807,"CPUTimeMs":-1,"WallTimeMs":1.5,"Outcome":"\u00e9\ud83d\ude00"})",
        R"([1,2])",
        R"({"Logs":[{"Message":[]},{"Message":["<<<Logpush: message truncated>>>"]}],"Exceptions":[]})",
        R"({"Logs":[{"Message":["a","b"],"Message":"c"},{"Message":"a","Message":null}]})",
        R"({"half\ud83d":1,"O\u0075tcome":"ok"})",
        R"({"Logs":[9,null,[],{}],"Exceptions":["x",null,{}]})",
        R"({"CPUTimeMs":5,"CPUTimeMs":null,"Outcome":"ok","Outcome":[],"Exceptions":[{"Name":"a","Name":1}]})",
        R"({"Event":{"RayID":"1","Request":{"URL":"u","Method":"GET"},"Response":{"Status":200}},"Event":{"Queue":"q"}})",
        R"({"a":tru})",
    };
}
