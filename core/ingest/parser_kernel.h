#pragma once

#include "ingest/event_batch.h"
#include "ingest/line_reader.h"
#include "ingest/record_parser.h"

#include <memory>
#include <string>

namespace tracedeck::ingest {

/// The part of the parser that is compiled once per processor level; RecordParser picks one when it starts.
class ParserKernel {
public:
    virtual ~ParserKernel() = default;
    virtual LineKind parse(const Line& line) = 0;

    RecordView record;
    std::string reason;
    unsigned knownKeys = 0; ///< fields of the dataset that the record has
    bool isBadUtf8 = false; ///< why it was rejected
};

using MakeParserKernel = std::unique_ptr<ParserKernel> (*)();
std::unique_ptr<ParserKernel> makeParserKernelBase(); ///< every processor the project supports
std::unique_ptr<ParserKernel> makeParserKernelAvx2(); ///< needs AVX2, BMI and PCLMUL

} // namespace tracedeck::ingest
