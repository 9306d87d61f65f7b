#pragma once

#include "logs/filter_draft.h"

#include "base/result.h"

namespace tracedeck::ui {

/// Reads what is typed in the filter bar, in the language of `logpush/filter_text.h`; all chips together mean the same. BadFilter: as there,
/// the place is one of the text's UTF-8.
[[nodiscard]] Result<std::vector<Chip>> chipsFromText(const QString& text);
/// The text that `chipsFromText` reads back to the same chips.
[[nodiscard]] QString textFromChips(const std::vector<Chip>& chips);

} // namespace tracedeck::ui
