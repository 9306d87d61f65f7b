#include "ingest/line_reader.h"

#include "ingest/skipped.h"

#include <cstring>
#include <utility>

namespace tracedeck::ingest {

LineReader::LineReader(Inflater& source) : m_own(std::make_unique<Window>(source)), m_window(*m_own) {}

Line LineReader::take(std::size_t length, std::size_t breakLength)
{
    Line line {m_window.view().substr(0, length), ++m_number, m_window.offset(), length > kLineCap};
    m_window.drop(length + breakLength);
    m_scanned = 0;
    if (!line.text.empty() && line.text.back() == '\r')
        line.text.remove_suffix(1);
    while (line.text.starts_with(kByteOrderMark)) { // each of the objects that were joined may have brought one
        line.text.remove_prefix(kByteOrderMark.size());
        line.offset += kByteOrderMark.size();
    }
    return line;
}

std::optional<Line> LineReader::cut()
{
    const auto view = m_window.view();
    const auto* found = m_scanned < view.size() ? std::memchr(view.data() + m_scanned, '\n', view.size() - m_scanned) : nullptr;
    if (!found) {
        m_scanned = view.size();
        return {};
    }
    return take(static_cast<std::size_t>(static_cast<const char*>(found) - view.data()), 1);
}

/// What stands after the last line break.
Result<std::optional<Line>> LineReader::last()
{
    const auto rest = m_window.view();
    if (m_window.failure()) {
        m_unfinished = !rest.empty();
        return fail(*m_window.failure());
    }
    if (m_isCut)
        return fail(ErrorCode::ObjectTruncated, QStringLiteral("the last line ends early"));
    if (rest.empty() || m_inLongLine || isBlank(rest))
        return std::optional<Line> {};
    const auto line = take(rest.size(), 0);
    m_isCut = m_tellsCut && line.text.starts_with('{') && jsonProblem(line.text) != nullptr;
    return std::optional<Line> {line};
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
        } else if (m_window.view().size() > kLineCap + kWindow) { // give its beginning, drop the rest as it comes
            auto beginning = take(m_window.view().size(), 0);
            if (!std::exchange(m_inLongLine, true))
                return std::optional<Line> {beginning};
            --m_number;
        } else if (!m_window.fill()) {
            return last();
        }
    }
}

} // namespace tracedeck::ingest
