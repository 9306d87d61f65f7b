#include "ingest/line_reader.h"

#include <cstring>
#include <utility>

namespace tracedeck::ingest {

namespace {

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

} // namespace

LineReader::LineReader(Inflater& source) : m_source(source), m_window(kWindow + kLinePadding) {}

/// Makes room and reads once; false when nothing more will come.
bool LineReader::fill()
{
    if (m_ended)
        return false;
    if (m_begin > 0) {
        std::memmove(m_window.data(), m_window.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_scanned -= m_begin;
        m_begin = 0;
    }
    if (m_window.size() - kLinePadding - m_end < kWindow / 4)
        m_window.resize(m_window.size() * 2);
    const auto room = m_window.size() - kLinePadding - m_end;
    const auto got = m_source.read({reinterpret_cast<std::byte*>(m_window.data() + m_end), room});
    if (!got)
        m_failure = got.error();
    m_ended = !got || *got == 0;
    m_end += got ? *got : 0;
    return !m_ended;
}

Line LineReader::take(std::size_t length, std::size_t breakLength)
{
    Line line {{m_window.data() + m_begin, length}, ++m_number, m_offset, length > kLineCap};
    m_begin += length + breakLength;
    m_offset += length + breakLength;
    m_scanned = m_begin;
    if (!line.text.empty() && line.text.back() == '\r')
        line.text.remove_suffix(1);
    if (line.number == 1 && line.text.starts_with("\xef\xbb\xbf")) {
        line.text.remove_prefix(3);
        line.offset += 3;
    }
    return line;
}

std::optional<Line> LineReader::cut()
{
    const auto* found = m_scanned < m_end ? std::memchr(m_window.data() + m_scanned, '\n', m_end - m_scanned) : nullptr;
    if (!found) {
        m_scanned = m_end;
        return {};
    }
    const auto length = static_cast<std::size_t>(static_cast<const char*>(found) - m_window.data()) - m_begin;
    return take(length, 1);
}

/// What stands after the last line break.
Result<std::optional<Line>> LineReader::last()
{
    if (m_failure) {
        m_unfinished = m_end > m_begin;
        return fail(*m_failure);
    }
    if (m_begin == m_end || m_inLongLine || isBlank({m_window.data() + m_begin, m_end - m_begin}))
        return std::optional<Line> {};
    return std::optional<Line> {take(m_end - m_begin, 0)};
}

Result<std::optional<Line>> LineReader::next()
{
    while (true) {
        if (auto line = cut()) {
            if (std::exchange(m_inLongLine, false)) { // the rest of a line whose beginning was given
                --m_number;
                continue;
            }
            if (!isBlank(line->text))
                return line;
        } else if (m_end - m_begin > kLineCap + kWindow) { // give its beginning, drop the rest as it comes
            auto beginning = take(m_end - m_begin, 0);
            if (!std::exchange(m_inLongLine, true))
                return std::optional<Line> {beginning};
            --m_number;
        } else if (!fill()) {
            return last();
        }
    }
}

} // namespace tracedeck::ingest
