#pragma once

#include "logs/filter_draft.h"

#include "base/result.h"

namespace tracedeck::ui {

/// Reads what is typed in the filter bar: `Worker:checkout-api -Outcome:ok WallTimeMs>=10 Status:(500,503) "two words" /re/i word`.
/// `v*`, `*v`, `*v*` are starts with, ends with, contains. A word before ':' that is no field is text like any other (`http://…`).
/// BadFilter or BadRegex: `subject` is the token that is wrong.
[[nodiscard]] Result<std::vector<Chip>> chipsFromText(const QString& text);
/// The text that `chipsFromText` reads back to the same chips; empty where a chip has no such form (a tree).
[[nodiscard]] QString textFromChips(const std::vector<Chip>& chips);

} // namespace tracedeck::ui
