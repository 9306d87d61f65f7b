#pragma once

#include "ingest/format.h"
#include "ingest/line_reader.h"
#include "ingest/object_scan.h"

#include <optional>

namespace tracedeck::ingest {

/// Cuts an object into the JSON objects that it holds: members of a list, joined by commas or by nothing, with text around each.
class ValueReader final : public RecordSource {
public:
    ValueReader(Window& window, Format format);

    [[nodiscard]] Result<std::optional<Line>> next() override;

private:
    bool passBetween();
    [[nodiscard]] std::size_t between(std::string_view view) const;
    [[nodiscard]] std::optional<Line> object();
    [[nodiscard]] std::optional<Line> restOfLine(std::size_t from, std::string_view problem);
    void passLongObject();
    [[nodiscard]] Line take(std::size_t length, std::string_view problem = {});
    void drop(std::size_t bytes);

    Window& m_window;
    Format m_format;
    std::size_t m_longest; // text that stands between records
    std::uint64_t m_number = 1;
    std::int64_t m_openLists;               // begun and not ended
    std::optional<ObjectScan> m_longObject; // whose beginning was given
};

} // namespace tracedeck::ingest
