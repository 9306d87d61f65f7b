#include "ingest/value_reader.h"

#include <algorithm>
#include <utility>

namespace tracedeck::ingest {

namespace {

constexpr std::string_view kNoRecord = "text that belongs to no record";

} // namespace

ValueReader::ValueReader(Window& window, Format format)
    : m_window(window)
    , m_format(std::move(format))
    , m_openLists(m_format.isWrapped ? 1 : 0)
{
    m_longest =
        std::max({m_format.prefix.size(), m_format.suffix.size(), m_format.delimiter.size(), m_format.end.size(), kByteOrderMark.size()});
    m_window.peek(m_format.begin);
    drop(std::min(m_format.begin, m_window.view().size()));
}

void ValueReader::drop(std::size_t bytes)
{
    m_number += static_cast<std::uint64_t>(std::ranges::count(m_window.view().substr(0, bytes), '\n'));
    m_window.drop(bytes);
}

Line ValueReader::take(std::size_t length, std::string_view problem)
{
    const Line line {m_window.view().substr(0, length), m_number, m_window.offset(), length > kLineCap, {}, problem};
    drop(length);
    return line;
}

/// How many bytes at the beginning of `view` stand between records.
std::size_t ValueReader::between(std::string_view view) const
{
    for (const std::string_view known : {std::string_view {m_format.prefix}, std::string_view {m_format.suffix},
                                         std::string_view {m_format.delimiter}, std::string_view {m_format.end}, kByteOrderMark}) {
        if (!known.empty() && view.starts_with(known))
            return known.size();
    }
    const std::string_view separators = m_format.isWrapped ? " \t\r\n,[]\x1e}" : " \t\r\n,[]\x1e";
    return std::min(view.find_first_not_of(separators), view.size());
}

/// False where nothing comes any more.
bool ValueReader::passBetween()
{
    while (true) {
        const auto view = m_window.peek(std::max<std::size_t>(m_longest, 1));
        if (view.empty())
            return false;
        const auto known = between(view);
        if (known == 0)
            return true;
        m_openLists += std::ranges::count(view.substr(0, known), '[') - std::ranges::count(view.substr(0, known), ']');
        drop(known);
    }
}

/// What is there up to the end of the line; nullopt where that did not come because the object is cut.
std::optional<Line> ValueReader::restOfLine(std::size_t from, std::string_view problem)
{
    while (true) {
        const auto view = m_window.view();
        const auto end = view.find('\n', from);
        if (end != std::string_view::npos)
            return take(end, problem);
        if (view.size() > kLineCap + kWindow)
            return take(view.size(), problem);
        from = view.size();
        if (m_window.fill())
            continue;
        if (m_window.failure())
            return std::nullopt;
        return take(view.size(), problem);
    }
}

std::optional<Line> ValueReader::object()
{
    ObjectScan scan(m_format.spansLines);
    while (true) {
        const auto state = scan.go(m_window.view());
        if (state == ObjectScan::State::Whole)
            return take(scan.at());
        if (state == ObjectScan::State::Broken)
            return restOfLine(scan.at(), {});
        if (m_window.view().size() > kLineCap + kWindow) {
            const auto seen = scan.at(); // all but a backslash at the end
            scan.forget(seen);
            m_longObject = scan;
            return take(seen);
        }
        if (m_window.fill())
            continue;
        if (m_window.failure())
            return std::nullopt;
        return take(m_window.view().size()); // the parser says what it lacks
    }
}

/// The rest of an object that was too long.
void ValueReader::passLongObject()
{
    auto scan = *std::exchange(m_longObject, std::nullopt);
    while (true) {
        const auto state = scan.go(m_window.view());
        const auto seen = scan.at();
        drop(seen);
        scan.forget(seen);
        if (state != ObjectScan::State::More || !m_window.fill())
            return;
    }
}

Result<std::optional<Line>> ValueReader::next()
{
    if (m_longObject)
        passLongObject();
    std::optional<Line> line;
    if (passBetween())
        line = m_window.view().starts_with('{') ? object() : restOfLine(0, kNoRecord);
    if (!line && m_window.failure())
        return fail(*m_window.failure());
    if (!line && m_format.isList && m_openLists > 0)
        return fail(ErrorCode::ObjectTruncated, QStringLiteral("the list ends early"));
    return line;
}

} // namespace tracedeck::ingest
