#include "objects/coverage_cells.h"

#include <algorithm>
#include <cmath>

namespace tracedeck::objects {

namespace {

/// Sums over cells from what changes at their borders: one object costs the same however long its window is.
class Spreader {
public:
    explicit Spreader(const CellGrid& grid) : m_range(grid.range()), m_width(grid.width), m_edges(grid.cells.size() + 1) {}

    void add(const Delivery& delivery, bool isNamed)
    {
        const std::int64_t from = std::max(delivery.window.from, m_range.from), to = std::min(delivery.window.to, m_range.to);
        if (from >= to)
            return;
        const auto first = static_cast<std::size_t>((from - m_range.from) / m_width);
        const auto last = static_cast<std::size_t>((to - 1 - m_range.from) / m_width);
        const double perMs = static_cast<double>(delivery.size) / static_cast<double>(delivery.window.lengthMs());
        if (first == last) {
            m_edges[first].alone += perMs * static_cast<double>(to - from);
        } else {
            m_edges[first].alone += perMs * static_cast<double>(borderBehind(first) - from);
            m_edges[last].alone += perMs * static_cast<double>(to - borderBehind(last - 1));
            const double whole = perMs * static_cast<double>(m_width);
            m_edges[first + 1].whole += whole;
            m_edges[last].whole -= whole;
        }
        count(first, last + 1, delivery, isNamed);
    }

    void fill(std::vector<Cell>& cells) const
    {
        double whole = 0;
        std::int64_t files = 0, late = 0, unnamed = 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            whole += m_edges[i].whole;
            files += m_edges[i].files;
            late += m_edges[i].late;
            unnamed += m_edges[i].unnamed;
            cells[i].bytes = static_cast<std::uint64_t>(std::llround(std::max(0.0, whole + m_edges[i].alone)));
            cells[i].files = static_cast<std::uint32_t>(files);
            cells[i].lateFiles = static_cast<std::uint32_t>(late);
            cells[i].unnamedFiles = static_cast<std::uint32_t>(unnamed);
        }
    }

private:
    struct Edge {
        double alone = 0; // bytes of this cell only
        double whole = 0; // by how much the bytes of each cell from here on change
        std::int32_t files = 0, late = 0, unnamed = 0;
    };

    [[nodiscard]] std::int64_t borderBehind(std::size_t cell) const
    {
        return m_range.from + (static_cast<std::int64_t>(cell) + 1) * m_width;
    }
    void count(std::size_t first, std::size_t end, const Delivery& delivery, bool isNamed)
    {
        for (const auto& [edge, by] : {std::pair {first, 1}, std::pair {end, -1}}) {
            m_edges[edge].files += by;
            m_edges[edge].late += delivery.isLate ? by : 0;
            m_edges[edge].unnamed += isNamed ? 0 : by;
        }
    }

    TimeRange m_range;
    std::int64_t m_width;
    std::vector<Edge> m_edges;
};

} // namespace

std::uint64_t CellGrid::mostBytes() const
{
    std::uint64_t most = 0;
    for (const Cell& cell : cells)
        most = std::max(most, cell.bytes);
    return most;
}

CellGrid cellsOf(const DeliveryLog& log, std::int64_t start, std::int64_t width, std::size_t cells)
{
    CellGrid grid {start, width, std::vector<Cell>(cells)};
    Spreader spreader(grid);
    for (const Delivery& delivery : log.named)
        spreader.add(delivery, true);
    for (const Delivery& delivery : log.unnamed)
        spreader.add(delivery, false);
    spreader.fill(grid.cells);
    return grid;
}

} // namespace tracedeck::objects
