#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string_view>

namespace tracedeck::ui {

// Values that may not be there: "—" then, never 0 and never an empty cell.

[[nodiscard]] QString orMissing(std::string_view utf8); ///< made visible
[[nodiscard]] QString durationOrMissing(std::optional<std::int64_t> ms);
[[nodiscard]] QString momentOrMissing(std::optional<std::int64_t> ms, bool utc); ///< "21 Nov 14:31:02"
[[nodiscard]] QString perThousandOrMissing(std::optional<double> fraction);

} // namespace tracedeck::ui
