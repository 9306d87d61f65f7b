#pragma once

#include <QString>
#include <QStringView>

#include <string>
#include <string_view>

namespace tracedeck {

/// Text from logs as it may be shown: control characters become their visible symbols (U+2400…), bidi controls and other
/// invisible format characters become ⟦U+202E⟧, line breaks become ⏎ when `oneLine`. Never interprets anything (SAFE-1).
[[nodiscard]] QString visibleText(QStringView text, bool oneLine = true);

/// The same for a terminal, UTF-8 in and out: nothing in the result can move a cursor or start an escape sequence.
[[nodiscard]] std::string visibleUtf8(std::string_view text, bool oneLine = true);

} // namespace tracedeck
