#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace tracedeck::store {

/// The rows (at most 65,536) in order of their times; rows of one time stay as they are.
[[nodiscard]] std::vector<std::uint16_t> timeOrder(std::span<const std::int64_t> times);

} // namespace tracedeck::store
