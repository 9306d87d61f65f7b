#pragma once

#include <cstdint>
#include <vector>

namespace tracedeck::ui {

/// Rows `from` up to, without, `to`.
struct RowSpan {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    bool operator==(const RowSpan&) const = default;
};

/// A set of rows kept as sorted spans: selecting ten million rows costs as much as selecting one.
class RowRanges {
public:
    void clear() { m_spans.clear(); }
    void add(RowSpan span);
    void remove(RowSpan span);
    void toggle(std::uint64_t row);
    void setOnly(RowSpan span);

    [[nodiscard]] bool contains(std::uint64_t row) const;
    [[nodiscard]] bool isEmpty() const { return m_spans.empty(); }
    [[nodiscard]] std::uint64_t count() const;
    [[nodiscard]] const std::vector<RowSpan>& spans() const { return m_spans; }

    bool operator==(const RowRanges&) const = default;

private:
    std::vector<RowSpan> m_spans;
};

} // namespace tracedeck::ui
