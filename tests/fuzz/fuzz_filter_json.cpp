// A job's filter: what was read prints to what reads the same.
#include "fuzz/fuzz_target.h"
#include "logpush/filter.h"
#include "logpush/filter_check.h"

using namespace tracedeck;
using fuzz::demand;

void fuzzOne(std::string_view bytes)
{
    const auto filter = logpush::parseFilter(bytes);
    if (!filter) {
        demand(filter.error().code == ErrorCode::BadFilter && !filter.error().detail.isEmpty(), "a refusal says why");
        return;
    }
    const std::string printed = logpush::printFilter(*filter);
    const auto again = logpush::parseFilter(printed);
    demand(again.has_value() && *again == *filter, "parse(print(f)) = f");
    demand(logpush::printFilter(*again) == printed, "print is stable");
    (void)logpush::topConditions(*filter);
}

std::vector<std::string> fuzzSeeds()
{
    return {
        "",
        "null",
        R"({"where":{"key":"Outcome","operator":"eq","value":"exception"}})",
        R"({"where":{"and":[{"key":"ScriptName","operator":"in","value":["a","b"]},{"or":[{"key":"CPUTimeMs","operator":"gt","value":12.5},{"key":"X","operator":"!eq","value":true}]}]}})",
        R"("{\"where\":{\"key\":\"Status\",\"operator\":\"geq\",\"value\":500}}")",
        R"({"where":{"key":"ScriptName","operator":"!startsWith","value":"\u0000\ud83d\ude00"}})",
        R"({"where":{"and":[]}})",
        R"({"where":{"key":"Status","operator":"eq","value":18446744073709551616}})",
    };
}
