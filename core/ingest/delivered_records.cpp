#include "ingest/delivered_records.h"

#include "ingest/utf8.h"

#include <simdjson.h>

#include <algorithm>

namespace tracedeck::ingest {

Result<DeliveredRecords> DeliveredRecords::of(std::string_view beginning, const FormatHint& hint)
{
    auto format = formatOf(beginning, hint);
    if (!format)
        return fail(format.error());
    return DeliveredRecords(*std::move(format));
}

DeliveredRecords::DeliveredRecords(Format format)
    : m_format(std::make_unique<const Format>(std::move(format)))
    , m_csv(m_format->shape == Shape::Csv ? std::make_unique<CsvRecord>(*m_format) : nullptr)
{}

Result<std::string_view> DeliveredRecords::line(std::string_view delivered)
{
    if (m_csv) {
        m_made.clear();
        if (const auto problem = m_csv->json(delivered, m_made); !problem.empty())
            return fail(ErrorCode::BadValue, QString::fromUtf8(problem.data(), static_cast<qsizetype>(problem.size())));
        return m_made;
    }
    if (!m_format->spansLines || delivered.find('\n') == std::string_view::npos)
        return delivered;
    m_made = delivered;
    std::ranges::replace(m_made, '\n', ' '); // in JSON they stand between tokens only
    return m_made;
}

Result<std::string_view> DeliveredRecords::json(std::string_view delivered)
{
    const auto text = line(delivered);
    if (!text || simdjson::validate_utf8(*text))
        return text;
    m_made = repairedUtf8(*text);
    return m_made;
}

} // namespace tracedeck::ingest
