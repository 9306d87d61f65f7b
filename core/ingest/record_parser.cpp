#include "ingest/record_parser.h"

#include "ingest/foreign_dataset.h"
#include "ingest/parser_kernel.h"
#include "ingest/utf8.h"

#include <xxhash.h>

namespace tracedeck::ingest {

namespace {

constexpr const char* kTooLong = "longer than 16 MB";
constexpr unsigned kFewKeys = 1;   // datasets share a field or two: Outcome, EventType
constexpr unsigned kLookedAt = 32; // records of an object, until one is foreign

std::unique_ptr<ParserKernel> makeKernel()
{
#ifdef TRACEDECK_AVX2_KERNEL
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("pclmul"))
        return makeParserKernelAvx2();
#endif
    return makeParserKernelBase();
}

} // namespace

struct RecordParser::Private {
    std::unique_ptr<ParserKernel> kernel = makeKernel();
    std::string repaired;
    unsigned lookedAt = 0; // records of this object that may be of another dataset
    const char* foreign = nullptr;
    bool wasRepaired = false;

    LineKind reject(std::string why)
    {
        kernel->reason = std::move(why);
        return LineKind::Rejected;
    }

    /// Bytes that are no UTF-8 cost their characters, not the record.
    LineKind parseRepaired(const Line& line)
    {
        repaired = repairedUtf8(line.text);
        const auto length = repaired.size();
        if (length > kLineCap)
            return reject(kTooLong);
        repaired.append(kLinePadding, '\0');
        const auto kind = kernel->parse({std::string_view {repaired}.substr(0, length), line.number, line.offset});
        wasRepaired = kind == LineKind::Event;
        return kind;
    }

    /// Hardly anything in it is known: is it of another dataset?
    LineKind judge(std::string_view json)
    {
        if (foreign == nullptr && ++lookedAt > kLookedAt)
            return LineKind::Event;
        const char* dataset = datasetOfRecord(json);
        if (dataset == nullptr)
            return LineKind::Event;
        foreign = dataset;
        return reject("of " + std::string(dataset) + ", not of workers_trace_events");
    }
};

RecordParser::RecordParser() : d(std::make_unique<Private>()) {}

RecordParser::~RecordParser() = default;

void RecordParser::beginObject()
{
    d->lookedAt = 0;
    d->foreign = nullptr;
}

LineKind RecordParser::parse(const Line& line)
{
    if (line.tooLong)
        return d->reject(kTooLong);
    if (!line.problem.empty())
        return d->reject(std::string(line.problem));
    d->wasRepaired = false;
    auto kind = d->kernel->parse(line);
    if (kind == LineKind::Rejected && d->kernel->isBadUtf8)
        kind = d->parseRepaired(line);
    auto& record = d->kernel->record;
    const auto json = d->wasRepaired ? std::string_view {d->repaired}.substr(0, record.lineLength) : line.text;
    if (kind == LineKind::Event && (d->kernel->knownKeys <= kFewKeys || record.timeMs == kAbsent))
        kind = d->judge(json);
    if (const auto delivered = line.delivered.empty() ? line.text : line.delivered; delivered.data() != json.data()) {
        record.lineLength = delivered.size();
        record.hash = static_cast<std::uint32_t>(XXH3_64bits(delivered.data(), delivered.size()));
    }
    return kind;
}

bool RecordParser::wasRepaired() const
{
    return d->wasRepaired;
}

const char* RecordParser::foreignDataset() const
{
    return d->foreign;
}

const RecordView& RecordParser::record() const
{
    return d->kernel->record;
}

const std::string& RecordParser::reason() const
{
    return d->kernel->reason;
}

} // namespace tracedeck::ingest
