// Any bytes are cut into lines: in order, none lost, each where it is said to be.
#include "fuzz/fuzz_target.h"
#include "ingest/line_reader.h"

using namespace tracedeck;
using fuzz::demand;

namespace {

bool isBreak(char c)
{
    return c == '\n' || c == '\r';
}

} // namespace

void fuzzOne(std::string_view bytes)
{
    ingest::Inflater source(std::as_bytes(std::span(bytes.data(), bytes.size())));
    if (source.isPacked())
        return; // the target "inflate" does these
    ingest::LineReader reader(source);
    std::uint64_t number = 0, end = 0;
    for (;;) {
        const auto line = reader.next();
        if (!line || !*line)
            break;
        const std::string_view text = (*line)->text;
        demand((*line)->number > number, "numbers rise");
        demand((*line)->offset >= end, "lines do not overlap");
        demand((*line)->offset + text.size() <= bytes.size(), "a line lies in its object");
        demand(bytes.substr((*line)->offset, text.size()) == text, "a line is what stands at its place");
        demand(text.find('\n') == std::string_view::npos, "a line has no line break");
        for (std::size_t i = end; i < (*line)->offset; ++i)
            demand(isBreak(bytes[i]) || bytes[i] == ' ' || bytes[i] == '\t' || static_cast<unsigned char>(bytes[i]) >= 0xbb,
                   "nothing but blanks is passed over");
        number = (*line)->number;
        end = (*line)->offset + text.size();
    }
}

std::vector<std::string> fuzzSeeds()
{
    return {
        "", "\n", "a\nb\n", "a\r\nb\r\n\r\n  \nc", "{\"a\":1}\n{\"b\":\"\xff\"}", "\xef\xbb\xbf{}\n", std::string(200'000, 'x') + "\ny\n"};
}
