#pragma once

#include "ingest/format.h"
#include "ingest/line_reader.h"

#include <memory>
#include <span>

namespace tracedeck::ingest {

/// The records of a delivered object, whatever it is packed with and however they are written in it. One thread.
class ObjectReader {
public:
    /// `object` must outlive this.
    explicit ObjectReader(std::span<const std::byte> object, const FormatHint& hint = {}, ExpansionLimits limits = {});

    /// The next record; nullopt at the end. Where the format is not known: UnknownFormat, and nothing else comes.
    [[nodiscard]] Result<std::optional<Line>> next() { return m_records ? m_records->next() : begin(); }
    [[nodiscard]] std::uint64_t bytesIn() const { return m_inflater.bytesIn(); } ///< of the object, consumed so far
    /// Known after the first `next`.
    [[nodiscard]] const Format& format() const { return m_format; }

private:
    Result<std::optional<Line>> begin();

    FormatHint m_hint;
    Inflater m_inflater;
    Window m_window;
    Format m_format;
    std::unique_ptr<RecordSource> m_records;
};

} // namespace tracedeck::ingest
