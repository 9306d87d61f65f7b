#pragma once

namespace tracedeck::ui {

/// Lets screen readers see the grid as a chart with a summary and one child a cell. Any number of calls.
void installWindowGridAccessibility();

} // namespace tracedeck::ui
