#pragma once

#include "ingest/csv_record.h"
#include "ingest/line_reader.h"

namespace tracedeck::ingest {

/// Cuts an object into CSV records; each line's `text` is the JSON made from it.
class CsvReader final : public RecordSource {
public:
    CsvReader(Window& window, const Format& format) : m_window(window), m_format(format), m_record(m_format) {}

    [[nodiscard]] Result<std::optional<Line>> next() override;

private:
    /// One record, or the line that is none; nullopt: nothing more.
    struct Piece {
        std::size_t length = 0, next = 0;
        std::string_view problem;
        bool isCut = false; ///< the line goes on behind it
    };
    [[nodiscard]] std::optional<Piece> cut();
    [[nodiscard]] Piece firstLine(std::string_view problem, std::size_t lookedAt);
    [[nodiscard]] Piece all(std::string_view problem) const;
    void dropRestOfLine();
    [[nodiscard]] Line take(const Piece& piece);

    Window& m_window;
    Format m_format;
    CsvRecord m_record;
    std::string m_json, m_header;
    std::uint64_t m_number = 1; // of the next line
    std::size_t m_lookedAtAgain = 0;
    bool m_isInLongLine = false;
};

} // namespace tracedeck::ingest
