#pragma once

#include "ingest/csv_record.h"
#include "ingest/format.h"

#include <memory>
#include <string>
#include <string_view>

namespace tracedeck::ingest {

/// Makes the JSON records of one object again, each from what was delivered of it, as ObjectReader made them. One thread.
class DeliveredRecords {
public:
    /// `beginning`: the object's first bytes, unpacked; `kSniffed` of them, or all. UnknownFormat.
    [[nodiscard]] static Result<DeliveredRecords> of(std::string_view beginning, const FormatHint& hint = {});

    /// The record in one line: what was delivered, byte for byte, where that is one line of JSON. Good until the next call, as long as
    /// `delivered` is. BadValue (why it is no record).
    [[nodiscard]] Result<std::string_view> line(std::string_view delivered);
    /// The same in UTF-8: U+FFFD stands for bytes that are none.
    [[nodiscard]] Result<std::string_view> json(std::string_view delivered);

private:
    explicit DeliveredRecords(Format format);

    std::unique_ptr<const Format> m_format; // the CSV's record looks at it
    std::unique_ptr<CsvRecord> m_csv;       // where it is one
    std::string m_made;
};

} // namespace tracedeck::ingest
