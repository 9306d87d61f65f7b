#include "ingest/csv_cells.h"

#include <algorithm>
#include <cstring>

namespace tracedeck::ingest {

std::string_view CsvCells::unquoted(std::string_view quoted)
{
    auto from = quoted.find("\"\"");
    if (from == std::string_view::npos)
        return quoted;
    const auto begin = m_unquoted.size();
    for (; from != std::string_view::npos; from = quoted.find("\"\"")) {
        m_unquoted.append(quoted.substr(0, from + 1)); // within what was reserved: earlier cells look into it
        quoted.remove_prefix(from + 2);
    }
    m_unquoted.append(quoted);
    return std::string_view {m_unquoted}.substr(begin);
}

void CsvCells::keep(const CsvCell& cell, std::size_t most)
{
    if (++m_count <= most)
        m_cells.push_back(cell);
}

bool CsvCells::cut(std::string_view record, std::string_view delimiter, std::size_t most)
{
    m_count = 0;
    m_cells.clear();
    m_unquoted.clear();
    m_unquoted.reserve(record.size());
    while (true) {
        std::size_t end = 0;
        if (record.starts_with('"')) {
            for (end = record.find('"', 1); end != std::string_view::npos && record.substr(end + 1).starts_with('"');)
                end = record.find('"', end + 2);
            if (end == std::string_view::npos)
                return false;
            keep({unquoted(record.substr(1, end - 1)), true}, most);
            record.remove_prefix(end + 1);
            if (!record.empty() && !record.starts_with(delimiter))
                return false;
        } else {
            end = std::min(record.find(delimiter), record.size());
            keep({record.substr(0, end), false}, most);
            record.remove_prefix(end);
        }
        if (record.empty())
            return true;
        record.remove_prefix(delimiter.size());
    }
}

/// What may stand behind a closing quote.
bool CsvScan::mayFollow(std::string_view text) const
{
    return text.empty() || text.starts_with(m_delimiter) || text.starts_with('\n') || text.starts_with("\r\n") || text == "\r"
        || (!m_suffix.empty() && text.starts_with(m_suffix));
}

/// Behind the closing quote, or as far as there is something. `isShort`: what follows must be seen first.
CsvScan::State CsvScan::passQuoted(std::string_view text, bool isAll, bool& isShort)
{
    const auto* found = std::memchr(text.data() + m_at, '"', text.size() - m_at);
    if (found == nullptr) {
        m_at = text.size();
        return State::More;
    }
    m_at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    const auto behind = text.substr(m_at + 1);
    isShort = !isAll && behind.size() < std::max<std::size_t>({m_delimiter.size(), m_suffix.size(), 2});
    if (isShort)
        return State::More;
    if (behind.starts_with('"')) {
        m_at += 2;
        return State::More;
    }
    if (!mayFollow(behind))
        return State::Broken;
    ++m_at;
    m_inQuotes = false;
    return State::More;
}

CsvScan::State CsvScan::go(std::string_view text, bool isAll)
{
    while (m_at < text.size()) {
        const char c = text[m_at];
        if (m_inQuotes) {
            bool isShort = false;
            if (const auto state = passQuoted(text, isAll, isShort); state != State::More || isShort)
                return state;
        } else if (c == '"' && m_atCell) {
            m_inQuotes = true;
            m_atCell = false;
            ++m_at;
        } else if (c == '\n') {
            m_end = m_at > 0 && text[m_at - 1] == '\r' ? m_at - 1 : m_at;
            ++m_at;
            return State::Whole;
        } else if (c == m_delimiter.front()) {
            const auto rest = text.substr(m_at);
            if (!isAll && rest.size() < m_delimiter.size())
                return State::More;
            m_atCell = rest.starts_with(m_delimiter);
            m_at += m_atCell ? m_delimiter.size() : 1;
        } else {
            m_atCell = false;
            ++m_at;
        }
    }
    if (!isAll || m_inQuotes)
        return State::More;
    m_end = m_at > 0 && text[m_at - 1] == '\r' ? m_at - 1 : m_at;
    return State::Whole;
}

} // namespace tracedeck::ingest
