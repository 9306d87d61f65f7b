#pragma once

#include "base/result.h"

#include <QJsonValue>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::ingest {

/// What is known of an object's format before it is read: from a job's output options, or from a person. Empty: it is found out.
struct FormatHint {
    enum class Kind : std::uint8_t { Auto, Ndjson, Csv };
    Kind kind = Kind::Auto;
    std::vector<std::string> fields; ///< CSV without a header: its columns in order
    std::string fieldDelimiter;      ///< CSV
    std::string recordPrefix, recordSuffix, recordDelimiter, batchPrefix, batchSuffix;

    bool operator==(const FormatHint&) const = default;
};

/// The hint as one line of text, and back; "" = nothing is known.
[[nodiscard]] QString printHint(const FormatHint& hint);
[[nodiscard]] FormatHint parseHint(const QString& text);
/// What a job's `output_options` say of its objects. Lines of JSON need no hint: nothing, as for options that are no object.
[[nodiscard]] FormatHint hintOfOutput(const QJsonValue& outputOptions);

enum class Shape : std::uint8_t {
    Lines,  ///< one JSON object a line and nothing else
    Values, ///< JSON objects with something around or between them: a list, commas, prefixes, no line breaks
    Csv,
};

/// How the records of one object are written.
struct Format {
    Shape shape = Shape::Lines;
    bool spansLines = false;               ///< Values: a record may be written over several lines
    bool isWrapped = false;                ///< Values: they are a list that is a member of an object
    bool isList = false;                   ///< Values: `]` is to come behind the last one
    std::size_t begin = 0;                 ///< Values: bytes before the first record that belong to none
    std::string prefix, suffix, delimiter; ///< Values: text around each record and between them; CSV: `delimiter` between cells
    std::string end;                       ///< Values: text behind the last record
    std::vector<std::string> columns;      ///< CSV
    bool hasHeader = false;                ///< CSV: the first record is the columns' names
};

inline constexpr std::size_t kSniffed = 64U << 10; ///< bytes of an object's beginning that its format is found out from

/// The format of an object that begins with `beginning`: all of it, or at least `kSniffed` bytes; places in it count from behind byte order marks.
/// What cannot be known is not made up: UnknownFormat, the detail says what it seems to be.
[[nodiscard]] Result<Format> formatOf(std::string_view beginning, const FormatHint& hint = {});

} // namespace tracedeck::ingest
