#include "ingest/csv_record.h"

#include "ingest/parser_fields.h"
#include "ingest/skipped.h"

#include <algorithm>

namespace tracedeck::ingest {

namespace {

void appendEscaped(std::string& json, std::string_view text)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    constexpr std::string_view kNamed = "\bb\ff\nn\rr\tt"; // each before its letter
    json += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = static_cast<unsigned char>(text[i]);
        if (code >= 0x20 && code != '"' && code != '\\')
            continue;
        json.append(text.substr(plain, i - plain));
        plain = i + 1;
        const auto named = code < 0x20 ? kNamed.find(text[i]) : std::string_view::npos;
        if (code >= 0x20 || named != std::string_view::npos)
            (json += '\\') += code >= 0x20 ? text[i] : kNamed[named + 1];
        else
            ((json += "\\u00") += kHex[code >> 4]) += kHex[code & 15];
    }
    json.append(text.substr(plain));
    json += '"';
}

bool isNumber(std::string_view text)
{
    return !text.empty() && (text.front() == '-' || (text.front() >= '0' && text.front() <= '9')) && jsonProblem(text) == nullptr;
}

bool isNamedAs(std::string_view name, std::string_view field)
{
    return name.size() == field.size() && isNamed(name.data(), field);
}

} // namespace

CsvRecord::CsvRecord(const Format& format) : m_format(format)
{
    for (const auto& column : format.columns) {
        m_kinds.push_back(kindOf(column));
        appendEscaped(m_keys.emplace_back(), column);
        m_keys.back() += ':';
    }
}

CsvRecord::Kind CsvRecord::kindOf(std::string_view name)
{
    for (const auto& field : kRecordFields) {
        if (!isNamedAs(name, field.name))
            continue;
        switch (field.field) {
        case Field::CpuTimeMs:
        case Field::WallTimeMs:
        case Field::EventTimestampMs: return Kind::Number;
        case Field::Event:
        case Field::Exceptions:
        case Field::Logs:
        case Field::ScriptTags:
        case Field::ScriptVersion: return Kind::Json;
        default: return Kind::Text;
        }
    }
    return Kind::Any;
}

/// The value as JSON; false where a column of JSON holds something that begins like JSON and is none.
bool CsvRecord::append(std::string& json, Kind kind, const CsvCell& cell)
{
    const bool isBare = kind == Kind::Number || (kind == Kind::Any && !cell.isQuoted);
    const bool isStructure = kind == Kind::Json && (cell.text.starts_with('{') || cell.text.starts_with('['));
    if (isStructure) {
        const char* problem = jsonProblem(cell.text);
        if (problem != nullptr)
            m_problem = problem;
        else
            json += cell.text;
        return problem == nullptr;
    }
    if ((isBare && isNumber(cell.text)) || (kind != Kind::Text && !cell.isQuoted && cell.text == "null"))
        json += cell.text;
    else if (kind == Kind::Json && (cell.text.empty() || cell.text == "null"))
        json += "null";
    else
        appendEscaped(json, cell.text);
    return true;
}

std::string_view CsvRecord::bare(std::string_view record) const
{
    if (record.starts_with(m_format.prefix))
        record.remove_prefix(m_format.prefix.size());
    if (record.ends_with(m_format.suffix))
        record.remove_suffix(m_format.suffix.size());
    return record;
}

std::string_view CsvRecord::json(std::string_view record, std::string& json)
{
    if (!m_cells.cut(bare(record), m_format.delimiter, m_keys.size()))
        return "a quote that is not closed, or with something behind it";
    const auto& cells = m_cells.cells();
    if (m_cells.count() != m_keys.size()) {
        m_problem = std::to_string(m_cells.count()) + " columns where " + std::to_string(m_keys.size()) + " are expected";
        return m_problem;
    }
    json += '{';
    bool isFirst = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (cells[i].text.empty() && m_kinds[i] == Kind::Number)
            continue; // not delivered
        if (!std::exchange(isFirst, false))
            json += ',';
        json += m_keys[i];
        if (!append(json, m_kinds[i], cells[i])) {
            m_problem.insert(0, "column " + m_format.columns[i] + ": not valid JSON: ");
            return m_problem;
        }
    }
    json += '}';
    return {};
}

} // namespace tracedeck::ingest
