#pragma once

#include "logs/event_columns.h"
#include "text/format.h"

namespace tracedeck::ui {

/// Text of a log with its line breaks kept, otherwise as `shown` gives it.
[[nodiscard]] QString shownLines(std::string_view utf8);
[[nodiscard]] QString plain(std::string_view utf8); ///< as it is: for files and the clipboard, never for the screen
[[nodiscard]] std::string utf8(const QString& text);

[[nodiscard]] QString durationWords(std::optional<std::int64_t> ms); ///< "—" where it is not known
[[nodiscard]] QString timeWords(std::int64_t ms, const TimeStyle& style);

} // namespace tracedeck::ui
