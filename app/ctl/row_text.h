#pragma once

#include "store/answers.h"

#include <string>

namespace tracedeck::ctl {

[[nodiscard]] std::string csvHeader();
/// One line of CSV; cells that a spreadsheet would take for a formula are disarmed with an apostrophe.
[[nodiscard]] std::string csvLine(const store::EventRow& row);
/// One line for a terminal, with nothing in it that a terminal would obey.
[[nodiscard]] std::string tableLine(const store::EventRow& row);

} // namespace tracedeck::ctl
