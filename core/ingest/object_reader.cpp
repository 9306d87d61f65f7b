#include "ingest/object_reader.h"

#include "ingest/csv_reader.h"
#include "ingest/value_reader.h"

namespace tracedeck::ingest {

ObjectReader::ObjectReader(std::span<const std::byte> object, const FormatHint& hint, ExpansionLimits limits)
    : m_hint(hint)
    , m_inflater(object, limits)
    , m_window(m_inflater)
{}

Result<std::optional<Line>> ObjectReader::begin()
{
    auto format = formatOf(m_window.peek(kSniffed), m_hint);
    if (!format && m_window.failure())
        return fail(*m_window.failure()); // what it is cannot be told from so little
    if (!format)
        return fail(format.error());
    m_format = *std::move(format);
    m_format.isList = m_format.isList && !m_inflater.isPacked(); // whose end tells that it is whole
    if (m_format.shape == Shape::Lines)
        m_records = std::make_unique<LineReader>(m_window, !m_inflater.isPacked());
    while (!m_records && m_window.view().starts_with(kByteOrderMark))
        m_window.drop(kByteOrderMark.size());
    if (m_format.shape == Shape::Values)
        m_records = std::make_unique<ValueReader>(m_window, m_format);
    else if (m_format.shape == Shape::Csv)
        m_records = std::make_unique<CsvReader>(m_window, m_format);
    return m_records->next();
}

} // namespace tracedeck::ingest
