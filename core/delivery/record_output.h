#pragma once

#include "delivery/output_options.h"
#include "delivery/record.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tracedeck::delivery {

/// One piece of a record template: text, or the value of a field.
struct TemplatePiece {
    std::string text;
    const RecordField* field = nullptr;
    bool isField = false; ///< with `field` null: one that the dataset does not have
};

/// A record template, a stripped Go text/template: `{{ .Field }}`, `{{ "text" }}`, {{ `text` }}, `{{/* comment */}}`, each with `{{-` and `-}}`
/// that take the white space beside them. BadValue with reason and position for everything else.
[[nodiscard]] Result<std::vector<TemplatePiece>> parseRecordTemplate(std::string_view text);

/// Writes records and files as a job's output options say. A value; any thread.
///
/// Where the documents leave it open, this is ours: a number that is absent is left out of NDJSON, empty in CSV and `null` in a template; objects and
/// lists in CSV are their compact JSON, quoted; a template's values are quoted as the output type does; record prefix and suffix surround a
/// template too; fields that the dataset does not have are left out, in a template they are `null`.
class RecordOutput {
public:
    [[nodiscard]] static Result<RecordOutput> make(OutputOptions options);

    /// One record with its prefix and suffix, without the delimiter between records.
    void append(std::string& out, const events::Event& record) const;
    /// A file with these records (and the delimiters between them).
    [[nodiscard]] std::string file(std::string_view records) const;
    /// A file with these events, one after the other.
    [[nodiscard]] std::string fileOf(std::span<const events::Event> events) const;
    [[nodiscard]] const OutputOptions& options() const { return m_options; }

private:
    RecordOutput() = default;
    void appendFields(std::string& out, const events::Event& record) const;
    void appendTemplate(std::string& out, const events::Event& record) const;

    OutputOptions m_options;
    std::vector<const RecordField*> m_fields;
    std::vector<TemplatePiece> m_template;
};

} // namespace tracedeck::delivery
