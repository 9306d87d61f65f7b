#include "ui_logs/made_events.h"

#include <algorithm>

namespace tracedeck::ui {

const char* const kLine = R"json({"EventTimestampMs":1795265176456,"Outcome":"exception","ScriptName":"checkout-api","EventType":"fetch",
"Event":{"RayID":"8e5c41d7fa0b2c93","Request":{"Method":"POST","URL":"https://shop.example.com/v2/checkout/confirm"},"Response":{"Status":500}},
"CPUTimeMs":5,"WallTimeMs":25,"Big":9007199254740993,
"Logs":[{"Level":"log","Message":["confirm","cart=1"],"TimestampMs":1795265176456},
{"Level":"warn","Message":["second",{"region":"EU-2","list":[1,2]}],"TimestampMs":1795265176467},
{"Level":"error","Message":["<img src=x onerror=alert(1)>","{\"z\":1,\"a\":2}"],"TimestampMs":1795265176467}],
"Exceptions":[{"Name":"TypeError","Message":"Cannot read properties of undefined (reading 'total')","TimestampMs":1795265176475,
"Stack":"TypeError: Cannot read properties of undefined (reading 'total')\n    at computeTotals (src/cart/totals.ts:48:21)\n    at dispatch (node_modules/router/core.js:77:5)"}]})json";

const char* const kKnown =
    R"json({"EventTimestampMs":%1,"Outcome":"exception","ScriptName":"known-worker","EventType":"fetch","Event":{"RayID":"aaaabbbbccccdddd","Request":{"Method":"PUT","URL":"https://shop.example.com/known/path"},"Response":{"Status":500}},"CPUTimeMs":5,"WallTimeMs":25,"Logs":[{"Level":"log","Message":["first",{"n":1}],"TimestampMs":%1},{"Level":"error","Message":["second"],"TimestampMs":%1}],"Exceptions":[{"Name":"KnownError","Message":"something known","TimestampMs":%1,"Stack":"KnownError: something known\n    at known (src/known.ts:7:9)\n    at fetch (src/index.ts:3:1)"}]})json";
const char* const kQuiet = R"json({"Outcome":"ok","Logs":[],"Exceptions":[]})json";
const char* const kOrdered = R"json({"z":9007199254740993,"a":[true,null,1.50,"x\u0007"],"e":{}})json";
const char* const kNested = R"json({"b":[1,{"c":"}, [\"x\"]"}],"a":{},"n":[]})json";
const char* const kIndented = R"json({
  "b": [
    1,
    {
      "c": "}, [\"x\"]"
    }
  ],
  "a": {},
  "n": []
})json";

store::EventRow madeRow(std::uint64_t number)
{
    store::EventRow row;
    row.ref = {static_cast<std::uint32_t>(number >> 16), static_cast<std::uint32_t>(number & 0xffff)};
    row.timestampMs = 1'795'265'178'907 - static_cast<std::int64_t>(number) * 37;
    row.wallTimeMs = static_cast<std::int64_t>(number % 97) * 31;
    row.cpuTimeMs = static_cast<std::int64_t>(number % 13);
    row.scriptName = number % 3 ? "checkout-api" : "edge-router";
    row.eventType = number % 11 == 5 ? "cron" : "fetch";
    row.versionId = "a41f9c2e-0000-4000-8000-000000000000";
    row.rayId = "8e5c41d7fa0b2c93";
    row.outcome = "ok";
    row.trigger = "https://shop.example.com/v2/checkout/confirm?n=" + std::to_string(number);
    row.method = number % 4 ? "POST" : "GET";
    row.status = 200;
    if (row.eventType == "cron") {
        row.method.clear();
        row.trigger = "*/5 * * * *";
        row.status.reset();
    }
    if (number % 5 == 1) {
        row.outcome = number % 10 == 1 ? "exception" : "ok";
        row.exceptions = 1;
        row.messageName = "TypeError";
        row.message = "Cannot read properties of undefined (reading 'total')";
        row.status = 500;
    } else if (number % 17 == 2) {
        row.outcome = "exceededCpu";
        row.message = "Worker exceeded CPU time limit.";
        row.status.reset();
    }
    return row;
}

EventPages::Rows MadePages::make(std::uint64_t offset, std::uint64_t rows) const
{
    Rows out;
    for (std::uint64_t i = offset; i < std::min(m_count, offset + rows); ++i)
        out.push_back(row(i));
    return out;
}

QFuture<Result<EventPages::Rows>> MadePages::fetch(std::uint64_t offset, std::uint64_t rows, std::stop_token stop) const
{
    asked.push_back(offset);
    stops.push_back(std::move(stop));
    auto promise = std::make_shared<QPromise<Result<Rows>>>();
    auto future = promise->future();
    promise->start();
    m_held.push_back({std::move(promise), offset, rows});
    if (!hold)
        answerNow();
    return future;
}

void MadePages::answerNow() const
{
    for (const Held& held : std::exchange(m_held, {})) {
        held.promise->addResult(Result<Rows> {make(held.offset, held.rows)});
        held.promise->finish();
    }
}

} // namespace tracedeck::ui
