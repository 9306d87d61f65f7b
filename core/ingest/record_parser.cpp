#include "ingest/record_parser.h"

#include "ingest/parser_kernel.h"

namespace tracedeck::ingest {

namespace {

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
};

RecordParser::RecordParser() : d(std::make_unique<Private>()) {}

RecordParser::~RecordParser() = default;

LineKind RecordParser::parse(const Line& line)
{
    if (line.tooLong) {
        d->kernel->reason = "longer than 16 MB";
        return LineKind::Rejected;
    }
    return d->kernel->parse(line);
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
