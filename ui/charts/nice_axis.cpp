#include "charts/nice_axis.h"

#include <cmath>

namespace tracedeck::ui {

NiceAxis niceAxis(double largest, bool whole)
{
    const double value = std::isfinite(largest) && largest > 0 ? largest : 1.0;
    double power = std::pow(10.0, std::floor(std::log10(value)));
    if (whole && power < 1)
        power = 1;
    double top = power * 10;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= value * (1 - 1e-12)) {
            top = factor * power;
            break;
        }
    }
    const double middle = top / 2;
    if (whole && middle != std::floor(middle))
        return {top, {0, top}};
    return {top, {0, middle, top}};
}

} // namespace tracedeck::ui
