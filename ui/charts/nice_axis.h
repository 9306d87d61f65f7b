#pragma once

#include <vector>

namespace tracedeck::ui {

/// A value axis from 0 to a top of 1, 2 or 5 times a power of ten.
struct NiceAxis {
    double top = 1;
    std::vector<double> lines; ///< 0, the middle where it is a fit value, and the top
};

/// `whole`: the values are counts, so no line lies between two of them.
[[nodiscard]] NiceAxis niceAxis(double largest, bool whole);

} // namespace tracedeck::ui
