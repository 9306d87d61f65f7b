#pragma once

#include "base/result.h"
#include "store/segment.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string_view>

namespace tracedeck::store {

/// A line of an object: which event of which segment it was read as.
struct DeliveredLine {
    const Segment* segment = nullptr;
    std::uint32_t segmentIndex = 0;
    std::uint32_t row = 0;
    std::uint64_t offset = 0, length = 0; ///< in the unpacked object
};
[[nodiscard]] DeliveredLine lineOf(const Segment& segment, std::uint32_t segmentIndex, std::uint32_t row);

/// Unpacks an object once, as far as it is needed, and gives the lines, which must be sorted by offset, in their order: `use(index, text)`.
/// Lines that are not there any more, or are others now, are left out; the answer is how many. Cancelled.
[[nodiscard]] Result<std::uint64_t> readLines(const ObjectInfo& object, std::span<const DeliveredLine> lines,
                                              const std::function<void(std::size_t, std::string_view)>& use, const std::stop_token& stop);

} // namespace tracedeck::store
