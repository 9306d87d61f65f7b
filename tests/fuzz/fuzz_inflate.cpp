// A delivered object's bytes: bounded, and independent of how they are asked for.
#include "fuzz/fuzz_target.h"
#include "ingest/inflate.h"

#include <zlib.h>

#include <array>

using namespace tracedeck;
using fuzz::demand;

namespace {

struct Inflated {
    std::string bytes;
    bool isWhole = false;
    ErrorCode why {};
};

constexpr ingest::ExpansionLimits kLimits {.rawBytes = 1U << 20, .ratio = 200, .ratioFrom = 64U << 10};

Inflated inflated(std::string_view object, std::size_t step)
{
    ingest::Inflater inflater(std::as_bytes(std::span(object.data(), object.size())), kLimits);
    Inflated all;
    std::string room(step, '\0');
    for (;;) {
        const auto got = inflater.read(std::as_writable_bytes(std::span(room)));
        demand(inflater.bytesIn() <= object.size(), "no more is consumed than there is");
        if (!got) {
            all.why = got.error().code;
            demand(all.why == ErrorCode::ObjectTruncated || all.why == ErrorCode::ObjectCorrupt || all.why == ErrorCode::LimitExceeded,
                   "a failure is one of an object");
            const auto again = inflater.read(std::as_writable_bytes(std::span(room)));
            demand(!again || *again == 0, "nothing comes after a failure");
            return all;
        }
        if (*got == 0) {
            all.isWhole = true;
            return all;
        }
        demand(*got <= step, "no more is given than was asked for");
        all.bytes.append(room, 0, *got);
        demand(all.bytes.size() <= kLimits.rawBytes + step, "expansion is bounded");
    }
}

std::string gzipped(std::string_view text)
{
    z_stream stream {};
    (void)deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    (void)deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    (void)deflateEnd(&stream);
    return out;
}

} // namespace

void fuzzOne(std::string_view bytes)
{
    const Inflated large = inflated(bytes, 64U << 10), small = inflated(bytes, 997);
    if (large.why == ErrorCode::LimitExceeded || small.why == ErrorCode::LimitExceeded)
        return; // where it is stopped, and whether before its end, may depend on the step
    demand(large.isWhole == small.isWhole && large.why == small.why, "the same end, whatever the step");
    demand(large.bytes.starts_with(small.bytes), "the same bytes, whatever the step");
    // After a fault the library keeps to itself what lies in its own buffer, where the room was short.
    constexpr std::size_t kOwnBuffer = 2 * (32U << 10) + 288;
    demand(large.bytes.size() - small.bytes.size() <= (large.isWhole ? 0U : kOwnBuffer), "as many bytes, whatever the step");
}

std::vector<std::string> fuzzSeeds()
{
    const std::string line = R"({"EventTimestampMs":1795262400000,"Outcome":"ok"})"
                             "\n";
    std::string many;
    for (int i = 0; i < 200; ++i)
        many += line;
    const std::string one = gzipped(line), more = gzipped(many);
    return {"",
            line,
            one,
            more,
            one + more,
            one + std::string(512, '\0'),
            more.substr(0, more.size() - 9),
            gzipped(one),
            gzipped(std::string(300'000, 'a'))};
}
