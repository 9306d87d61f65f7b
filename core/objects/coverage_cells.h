#pragma once

#include "objects/coverage_log.h"

#include <vector>

namespace tracedeck::objects {

/// The bytes and files of one stretch of time. An object that reaches over several gives each its share of the bytes, by time, and
/// counts as a file in each.
struct Cell {
    std::uint64_t bytes = 0;
    std::uint32_t files = 0, lateFiles = 0, unnamedFiles = 0;
    bool operator==(const Cell&) const = default;
};

/// Equal stretches side by side, e.g. minutes. Costs no more for windows of a year than for those of a second.
struct CellGrid {
    std::int64_t start = 0, width = 60'000;
    std::vector<Cell> cells;

    [[nodiscard]] TimeRange rangeOf(std::size_t cell) const
    {
        const std::int64_t from = start + static_cast<std::int64_t>(cell) * width;
        return {from, from + width};
    }
    [[nodiscard]] TimeRange range() const { return {start, start + static_cast<std::int64_t>(cells.size()) * width}; }
    [[nodiscard]] std::uint64_t mostBytes() const;
};

[[nodiscard]] CellGrid cellsOf(const DeliveryLog& log, std::int64_t start, std::int64_t width, std::size_t cells);

} // namespace tracedeck::objects
