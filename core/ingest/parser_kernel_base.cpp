#include "ingest/parser_kernel_impl.h"

namespace tracedeck::ingest {

std::unique_ptr<ParserKernel> makeParserKernelBase()
{
    return std::make_unique<SIMDJSON_BUILTIN_IMPLEMENTATION::Kernel>();
}

} // namespace tracedeck::ingest
