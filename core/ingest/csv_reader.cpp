#include "ingest/csv_reader.h"

#include <algorithm>
#include <utility>

namespace tracedeck::ingest {

namespace {

constexpr std::string_view kOpenQuote = "a quote that is not closed, or with something behind it";
constexpr std::size_t kAgainAtMost = 4 * kLineCap; // bytes that are looked at twice, as records and as what stands in their quotes

} // namespace

CsvReader::Piece CsvReader::all(std::string_view problem) const
{
    const auto view = m_window.view();
    return {view.size(), view.size(), problem, !view.ends_with('\n')};
}

/// Only the first line of what was looked at is lost, as long as that costs little.
CsvReader::Piece CsvReader::firstLine(std::string_view problem, std::size_t lookedAt)
{
    const auto view = m_window.view();
    const auto end = view.find('\n');
    m_lookedAtAgain += lookedAt;
    if (end == std::string_view::npos || m_lookedAtAgain > kAgainAtMost)
        return all(problem);
    return {end, end + 1, problem};
}

void CsvReader::dropRestOfLine()
{
    auto end = m_window.view().find('\n');
    while (end == std::string_view::npos) {
        m_window.drop(m_window.view().size());
        if (!m_window.fill())
            return;
        end = m_window.view().find('\n');
    }
    m_window.drop(end + 1);
    ++m_number;
}

std::optional<CsvReader::Piece> CsvReader::cut()
{
    if (std::exchange(m_isInLongLine, false))
        dropRestOfLine();
    while (m_window.peek(kByteOrderMark.size()).starts_with(kByteOrderMark))
        m_window.drop(kByteOrderMark.size());
    const bool hasPrefix = m_window.peek(m_format.prefix.size()).starts_with(m_format.prefix);
    CsvScan scan(m_format.delimiter, m_format.suffix, hasPrefix ? m_format.prefix.size() : 0);
    while (!m_window.view().empty() || m_window.fill()) {
        const bool isAll = m_window.isEnded() && !m_window.failure();
        switch (scan.go(m_window.view(), isAll)) {
        case CsvScan::State::Whole: return Piece {scan.end(), scan.next(), {}, false};
        case CsvScan::State::Broken: return firstLine(kOpenQuote, scan.next());
        case CsvScan::State::More: break;
        }
        if (m_window.view().size() > kLineCap + kWindow)
            return scan.isInQuotes() && m_window.view().find('\n') != std::string_view::npos ? firstLine(kOpenQuote, scan.next()) : all({});
        if (isAll) // it ends in quotes
            return firstLine(kOpenQuote, scan.next());
        if (!m_window.fill() && m_window.failure())
            return std::nullopt;
    }
    return std::nullopt;
}

Line CsvReader::take(const Piece& piece)
{
    const auto delivered = m_window.view().substr(0, piece.length);
    Line line {delivered, m_number, m_window.offset(), delivered.size() > kLineCap, delivered, piece.problem};
    m_number += static_cast<std::uint64_t>(std::ranges::count(m_window.view().substr(0, piece.next), '\n'));
    m_window.drop(piece.next);
    m_isInLongLine = piece.isCut;
    if (line.tooLong || !line.problem.empty())
        return line;
    m_json.clear();
    line.problem = m_record.json(delivered, m_json);
    line.tooLong = m_json.size() > kLineCap;
    const auto length = m_json.size();
    m_json.append(kLinePadding, '\0');
    line.text = std::string_view {m_json}.substr(0, length);
    return line;
}

Result<std::optional<Line>> CsvReader::next()
{
    while (true) {
        const auto piece = cut();
        if (!piece && m_window.failure())
            return fail(*m_window.failure());
        if (!piece)
            return std::optional<Line> {};
        const auto delivered = m_window.view().substr(0, piece->length);
        const bool isFirst = m_format.hasHeader && m_header.empty();
        if (isFirst)
            m_header = delivered;
        if (isBlank(delivered) || (m_format.hasHeader && delivered == m_header)) // each of joined objects brings its header
            (void)take({piece->length, piece->next, "passed over", false});
        else
            return std::optional<Line> {take(*piece)};
    }
}

} // namespace tracedeck::ingest
