#include "charts/decimate.h"

#include <algorithm>

namespace tracedeck::ui {

std::vector<QPointF> decimated(const std::vector<QPointF>& points, std::size_t most)
{
    if (points.size() <= most || most < 4)
        return points;
    const std::size_t stretches = (most - 2) / 2;
    std::vector<QPointF> kept {points.front()};
    const std::size_t inner = points.size() - 2;
    for (std::size_t i = 0; i < stretches; ++i) {
        const auto begin = points.begin() + 1 + static_cast<std::ptrdiff_t>(inner * i / stretches);
        const auto end = points.begin() + 1 + static_cast<std::ptrdiff_t>(inner * (i + 1) / stretches);
        if (begin == end)
            continue;
        const auto [low, high] = std::minmax_element(begin, end, [](QPointF a, QPointF b) { return a.y() < b.y(); });
        kept.push_back(low < high ? *low : *high);
        if (low != high)
            kept.push_back(low < high ? *high : *low);
    }
    kept.push_back(points.back());
    return kept;
}

} // namespace tracedeck::ui
