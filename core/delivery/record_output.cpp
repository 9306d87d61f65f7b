#include "delivery/record_output.h"

#include "delivery/json_text.h"

#include <algorithm>

namespace tracedeck::delivery {

namespace {

void appendCsvText(std::string& out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

/// The value as the type writes it; `absent` where a number is not there.
void appendValue(std::string& out, const RecordField& field, const events::Event& record, OutputType type, std::string_view absent)
{
    if (field.number != nullptr) {
        if (const auto& number = field.number(record))
            appendNumber(out, *number);
        else
            out += absent;
    } else if (type == OutputType::Ndjson) {
        if (field.text != nullptr)
            appendJsonString(out, field.text(record));
        else
            field.json(out, record);
    } else if (field.text != nullptr) {
        appendCsvText(out, field.text(record));
    } else {
        std::string json;
        field.json(json, record);
        appendCsvText(out, json);
    }
}

void replaceDollarBraces(std::string& text)
{
    for (auto at = text.find("${"); at != std::string::npos; at = text.find("${", at + 2))
        text[at] = 'x';
}

} // namespace

Result<RecordOutput> RecordOutput::make(OutputOptions options)
{
    RecordOutput made;
    auto pieces = parseRecordTemplate(options.recordTemplate);
    if (!pieces)
        return fail(pieces.error());
    for (const auto& name : options.fieldNames) {
        if (const RecordField* field = recordField(name))
            made.m_fields.push_back(field);
    }
    for (auto& piece : *pieces) { // only what is among the field names has a value
        if (piece.field != nullptr && std::find(made.m_fields.begin(), made.m_fields.end(), piece.field) == made.m_fields.end())
            piece.field = nullptr;
    }
    made.m_template = std::move(*pieces);
    made.m_options = std::move(options);
    return made;
}

void RecordOutput::append(std::string& out, const events::Event& record) const
{
    out += m_options.recordPrefix;
    if (m_options.recordTemplate.empty())
        appendFields(out, record);
    else
        appendTemplate(out, record);
    out += m_options.recordSuffix;
}

void RecordOutput::appendFields(std::string& out, const events::Event& record) const
{
    const bool hasKeys = m_options.type == OutputType::Ndjson;
    bool first = true;
    for (const RecordField* field : m_fields) {
        if (hasKeys && field->number != nullptr && !field->number(record))
            continue;
        if (!first)
            out += m_options.fieldDelimiter;
        first = false;
        if (hasKeys)
            out.append("\"").append(field->name).append("\":");
        appendValue(out, *field, record, m_options.type, {});
    }
}

void RecordOutput::appendTemplate(std::string& out, const events::Event& record) const
{
    for (const auto& piece : m_template) {
        if (!piece.isField)
            out += piece.text;
        else if (piece.field == nullptr)
            out += "null";
        else
            appendValue(out, *piece.field, record, m_options.type, "null");
    }
}

std::string RecordOutput::fileOf(std::span<const events::Event> events) const
{
    std::string records;
    for (const events::Event& event : events) {
        if (&event != &events.front())
            records += m_options.recordDelimiter;
        append(records, event);
    }
    return file(records);
}

std::string RecordOutput::file(std::string_view records) const
{
    std::string text = m_options.batchPrefix;
    text.append(records).append(m_options.batchSuffix);
    if (m_options.replacesDollarBrace)
        replaceDollarBraces(text);
    return text;
}

} // namespace tracedeck::delivery
