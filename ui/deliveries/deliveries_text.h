#pragma once

#include "deliveries/deliveries_answers.h"

namespace tracedeck::ui {

// What the page says, once for the screen, screen readers and the report. Times are UTC, as object names are.

[[nodiscard]] QString stateText(CellState state);                                 ///< "missing"
[[nodiscard]] QString cellText(const DeliveriesAnswer& answer, std::size_t cell); ///< "11:07 – 11:08: missing"
[[nodiscard]] QString verdictText(const Incident& incident);
[[nodiscard]] QString reasonText(const Incident& incident);
[[nodiscard]] QString resendText(const Incident& incident);
[[nodiscard]] QString extentText(const Incident& incident);      ///< "8 min · 8 windows"
[[nodiscard]] QString momentText(TimeRange range, bool withDay); ///< "11:07 – 11:15", "21 Nov 11:07 – 11:15"
[[nodiscard]] QString lagText(std::int64_t ms);                  ///< "48 s": names and times of change are whole seconds
[[nodiscard]] QString windowText(TimeRange window);              ///< "20261121T110700Z_110800Z"; with the day again where it is another
/// All of it as Markdown, without keys of objects.
[[nodiscard]] QString reportText(const DeliveriesAnswer& answer, const QString& source);

} // namespace tracedeck::ui
