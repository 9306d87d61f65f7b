// A filter as a person types it: what was read prints to what reads the same, and a refusal points into the text.
#include "fuzz/fuzz_target.h"
#include "logpush/filter_text.h"

using namespace tracedeck;
using fuzz::demand;

void fuzzOne(std::string_view bytes)
{
    const auto filter = logpush::parseFilterText(bytes);
    if (!filter) {
        demand(filter.error().code == ErrorCode::BadFilter && !filter.error().detail.isEmpty(), "a refusal says why");
        const auto place = logpush::filterTextPlace(filter.error());
        demand(!place || *place <= bytes.size(), "a refusal points into the text");
        return;
    }
    const std::string printed = logpush::printFilterText(*filter);
    if (printed.size() > logpush::kLongestFilterText)
        return; // escapes and brackets are longer than what was typed
    const auto again = logpush::parseFilterText(printed);
    demand(again.has_value() && *again == *filter, "parse(print(f)) = f");
    demand(logpush::printFilterText(*again) == printed, "print is stable");
}

std::vector<std::string> fuzzSeeds()
{
    return {
        "",
        "boom",
        "ScriptName:api Outcome:(exception,exceededCpu) -Status<500",
        "(a OR \"two words\"cw) AND NOT /x\\/[0-9]+/iw",
        "Log.user.id:42 Event.Request.URL:*\"/api/\"iw* \"Odd field\":\"\\u00e9\\xff\\n\"",
        "CPUTimeMs>=12.5 Text:~/time ?out/i Exception:~\"a\"i Message:a*",
        "() (OR) (a AND) (a OR) ((b))",
        "http://a.example/x?y=1 18446744073709551616 true \"true\" -(-a)",
    };
}
