#pragma once

namespace tracedeck::ui {

/// Lets screen readers see a histogram as a chart with a summary and one child a bar. Any number of calls.
void installChartAccessibility();

} // namespace tracedeck::ui
