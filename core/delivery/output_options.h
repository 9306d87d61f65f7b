#pragma once

#include "base/result.h"

#include <QJsonValue>
#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace tracedeck::delivery {

enum class OutputType : std::uint8_t { Ndjson, Csv };

/// How a job writes what it delivers: `output_options` with every default filled in. `timestamp_format` is not here: no field of
/// workers_trace_events heeds it, their times are plain milliseconds.
struct OutputOptions {
    OutputType type = OutputType::Ndjson;
    std::vector<std::string> fieldNames; ///< written in this order
    double sampleRate = 1;               ///< of what the filter keeps
    bool replacesDollarBrace = false;    ///< CVE-2021-44228: `${` becomes `x{`
    std::string batchPrefix, batchSuffix;
    std::string recordPrefix = "{", recordSuffix = "}\n", recordDelimiter, fieldDelimiter = ",";
    std::string recordTemplate; ///< "" = none

    bool operator==(const OutputOptions&) const = default;
};

/// Reads a job's `output_options`; where that is no object, its legacy `logpull_options` ("fields=A,B&sample=0.1", a whole URL too), else all
/// defaults. Null members and unknown ones are passed over; no field names = all documented ones, an assumption.
/// BadValue (subject: the member) where one is not what it must be.
[[nodiscard]] Result<OutputOptions> readOutputOptions(const QJsonValue& outputOptions, const QString& logpullOptions = {});

} // namespace tracedeck::delivery
