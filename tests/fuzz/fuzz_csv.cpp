// An object of any bytes, read as CSV and as what it seems to be: its records follow one another, and each is read again from what was
// delivered of it. The first byte chooses the job's output options.
#include "fuzz/fuzz_target.h"
#include "ingest/delivered_records.h"
#include "ingest/object_reader.h"

#include <array>

using namespace tracedeck;
using namespace tracedeck::ingest;
using fuzz::demand;

namespace {

const std::array<FormatHint, 5>& hints()
{
    using Kind = FormatHint::Kind;
    static const std::array<FormatHint, 5> all {{
        {},
        {Kind::Csv, {"EventTimestampMs", "Outcome", "ScriptName", "Logs"}, ",", {}, {}, {}, {}, {}},
        {Kind::Csv, {"Outcome", "EventTimestampMs"}, "::", "<", ">", "\n", {}, {}},
        {Kind::Csv, {}, ";", {}, {}, {}, {}, {}},
        {Kind::Ndjson, {}, {}, "a ", "b", ",", "[", "]"},
    }};
    return all;
}

void readAgain(const Line& line, std::string_view object, const FormatHint& hint)
{
    if (!line.problem.empty() || line.tooLong || line.delivered.empty())
        return;
    auto reader = DeliveredRecords::of(object, hint);
    demand(reader.has_value(), "a format that was known is known again");
    const auto again = reader->line(line.delivered);
    demand(again.has_value() && *again == line.text, "what was delivered makes the same record again");
}

} // namespace

void fuzzOne(std::string_view bytes)
{
    if (bytes.empty())
        return;
    const FormatHint& hint = hints()[static_cast<unsigned char>(bytes.front()) % hints().size()];
    bytes.remove_prefix(1);
    demand(parseHint(printHint(hint)) == hint, "a hint is kept as text");
    const auto object = std::as_bytes(std::span(bytes.data(), bytes.size()));
    ObjectReader reader(object, hint);
    const bool isPacked = Inflater(object).isPacked();
    std::uint64_t number = 0, end = 0;
    for (;;) {
        const auto line = reader.next();
        if (!line || !*line)
            break;
        const Line& one = **line;
        const std::size_t length = one.delivered.empty() ? one.text.size() : one.delivered.size();
        demand(one.number >= number, "numbers do not fall");
        demand(one.offset >= end, "records do not overlap");
        number = one.number;
        end = one.offset + length;
        if (isPacked)
            continue;
        demand(end <= bytes.size(), "a record lies in its object");
        const auto delivered = one.delivered.empty() ? one.text : one.delivered;
        demand(bytes.substr(one.offset, length) == delivered, "a record is what stands at its place");
        readAgain(one, bytes, hint);
    }
}

std::vector<std::string> fuzzSeeds()
{
    return {
        std::string("\0", 1) + "EventTimestampMs,Outcome,ScriptName\n1795262400000,ok,api\n1795262400001,\"a \"\"b\"\"\",x\n",
        "\x01"
        "1795262400000,ok,api,\"[{\"\"Level\"\":\"\"log\"\",\"\"Message\"\":[\"\"a\nb\"\"]}]\"\r\n1,2,3\n",
        "\x02<ok::1795262400000>\n<\"a::b\"::2>\n<x>",
        "\x03"
        "Outcome;EventTimestampMs\nok;1795262400000\n\"unclosed;1\n",
        "\x04[a {\"Outcome\":\"ok\"}b,a {\"Outcome\":\"x\",\"EventTimestampMs\":1}b]",
        std::string("\0", 1) + "[{\"Outcome\":\"ok\"},\n {\"Outcome\":\"x\"}]",
        std::string("\0", 1) + "{\"events\":[{\"Outcome\":\"ok\"}{\"Outcome\":\"x\"}]}",
        std::string("\0", 1) + "\xef\xbb\xbf{\"Outcome\":\"ok\"}\n{\"Outcome\":\"\xff\"}",
    };
}
