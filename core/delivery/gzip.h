#pragma once

#include <string>
#include <string_view>

namespace tracedeck::delivery {

/// One gzip member with these bytes, as an object in a bucket has them. The member names no file and no time.
[[nodiscard]] std::string gzip(std::string_view bytes);

} // namespace tracedeck::delivery
