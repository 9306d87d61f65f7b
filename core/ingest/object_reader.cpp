#include "ingest/object_reader.h"

#include "ingest/csv_reader.h"
#include "ingest/utf8.h"
#include "ingest/value_reader.h"

#include <simdjson.h>

namespace tracedeck::ingest {

namespace {

std::string_view withoutMark(std::string_view text)
{
    while (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    return text;
}

} // namespace

ObjectReader::ObjectReader(std::span<const std::byte> object, const FormatHint& hint, ExpansionLimits limits)
    : m_hint(hint)
    , m_inflater(object, limits)
    , m_window(m_inflater)
{}

Result<std::optional<Line>> ObjectReader::begin()
{
    auto format = formatOf(withoutMark(m_window.peek(kSniffed).substr(0, kSniffed)), m_hint);
    if (!format && m_window.failure())
        return fail(*m_window.failure()); // what it is cannot be told from so little
    if (!format)
        return fail(format.error());
    m_format = *std::move(format);
    if (m_format.shape == Shape::Lines)
        m_records = std::make_unique<LineReader>(m_window);
    while (!m_records && m_window.view().starts_with(kByteOrderMark))
        m_window.drop(kByteOrderMark.size());
    if (m_format.shape == Shape::Values)
        m_records = std::make_unique<ValueReader>(m_window, m_format);
    else if (m_format.shape == Shape::Csv)
        m_records = std::make_unique<CsvReader>(m_window, m_format);
    return m_records->next();
}

Result<std::string> recordJson(std::string_view delivered, std::string_view beginning, const FormatHint& hint)
{
    std::string json(delivered);
    const auto format = formatOf(withoutMark(beginning.substr(0, kSniffed)), hint);
    if (!format)
        return fail(format.error());
    if (format->shape == Shape::Csv) {
        json.clear();
        if (const auto problem = CsvRecord(*format).json(delivered, json); !problem.empty())
            return fail(ErrorCode::BadValue, QString::fromUtf8(problem.data(), static_cast<qsizetype>(problem.size())));
    }
    return simdjson::validate_utf8(json) ? json : repairedUtf8(json);
}

} // namespace tracedeck::ingest
