#pragma once

#include "logpush/filter.h"

#include <QString>

namespace tracedeck::ui {

// Filters in words. Values are shown as text, whatever stands in them. Any thread.

/// "is at least", as it stands between field and value.
[[nodiscard]] QString operatorText(logpush::Operator op);
/// "Wall time" for WallTimeMs; the key itself where it is unknown.
[[nodiscard]] QString fieldText(const std::string& key);
/// "outcome is one of ok or canceled".
[[nodiscard]] QString conditionText(const logpush::Condition& condition);
/// "Keeps events whose outcome is not exception."
[[nodiscard]] QString filterSentence(const logpush::Filter& filter);
/// For a cell: "Everything", "Outcome is not ok", "Outcome is exception, and 2 more".
[[nodiscard]] QString filterPhrase(const logpush::Filter& filter);

} // namespace tracedeck::ui
