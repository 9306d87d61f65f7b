#pragma once

#include "ingest/csv_cells.h"
#include "ingest/format.h"

#include <string>
#include <string_view>

namespace tracedeck::ingest {

/// Makes the JSON record of a CSV record, so that there is one parser of records. One thread.
class CsvRecord {
public:
    explicit CsvRecord(const Format& format);

    /// `record` has no line break. Why it cannot be a record, "" where it can; `json` appends to what is there already.
    [[nodiscard]] std::string_view json(std::string_view record, std::string& json);

private:
    /// What a column holds, by its name.
    enum class Kind : std::uint8_t { Text, Number, Json, Any };
    static Kind kindOf(std::string_view name);
    [[nodiscard]] bool append(std::string& json, Kind kind, const CsvCell& cell);
    [[nodiscard]] std::string_view bare(std::string_view record) const;

    const Format& m_format;
    std::vector<Kind> m_kinds;
    std::vector<std::string> m_keys; // `"Name":`
    CsvCells m_cells;
    std::string m_problem;
};

} // namespace tracedeck::ingest
