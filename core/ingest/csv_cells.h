#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::ingest {

struct CsvCell {
    std::string_view text; ///< without its quotes, doubled ones single
    bool isQuoted = false;
};

/// One record cut into cells (RFC 4180, any delimiter). One thread.
class CsvCells {
public:
    /// `record` is one, without its line break, and outlives the cells; those past `most` are counted only. A quote inside of a bare cell is a
    /// character; false where something follows a closing quote or a quote is not closed.
    [[nodiscard]] bool cut(std::string_view record, std::string_view delimiter, std::size_t most = kMostCells);
    [[nodiscard]] const std::vector<CsvCell>& cells() const { return m_cells; }
    [[nodiscard]] std::size_t count() const { return m_count; } ///< of all

private:
    static constexpr std::size_t kMostCells = 100'000;
    void keep(const CsvCell& cell, std::size_t most);
    [[nodiscard]] std::string_view unquoted(std::string_view quoted);

    std::size_t m_count = 0;
    std::vector<CsvCell> m_cells;
    std::string m_unquoted; // text of cells with doubled quotes
};

/// Looks for the end of a record; goes on where it stopped when there is more.
class CsvScan {
public:
    enum class State : std::uint8_t {
        More,   ///< the record goes on behind what was given
        Whole,  ///< it ends at `end`, the next begins at `next`
        Broken, ///< something follows a closing quote
    };
    /// `suffix` may follow the last cell; `skipped` bytes stand before the first.
    CsvScan(std::string_view delimiter, std::string_view suffix, std::size_t skipped)
        : m_delimiter(delimiter)
        , m_suffix(suffix)
        , m_at(skipped)
    {}

    /// `text` is what was given before, and more; all there is where `isAll`.
    [[nodiscard]] State go(std::string_view text, bool isAll);
    [[nodiscard]] std::size_t end() const { return m_end; }
    [[nodiscard]] std::size_t next() const { return m_at; }
    [[nodiscard]] bool isInQuotes() const { return m_inQuotes; }

private:
    State passQuoted(std::string_view text, bool isAll, bool& isShort);
    [[nodiscard]] bool mayFollow(std::string_view text) const;

    std::string_view m_delimiter, m_suffix;
    std::size_t m_at = 0, m_end = 0;
    bool m_inQuotes = false, m_atCell = true;
};

} // namespace tracedeck::ingest
