#pragma once

#include "charts/time_axis.h"
#include "workspace/changes.h"

#include <functional>
#include <vector>

namespace tracedeck::ui {

/// One thing of the lane to see and to go to: a change, or changes that would lie on each other.
struct ChangeMark {
    std::vector<std::size_t> changes; ///< places in the list, in order of time; never empty
    std::vector<std::size_t> signs;   ///< those of them that are drawn, one of each look; of more looks than two none: a number is told
    QRectF rect;
    bool isGap = false; ///< gaps stand in a row of their own
    /// There are more changes than signs.
    [[nodiscard]] bool isCounted() const { return changes.size() > signs.size(); }
};

/// How large things are in the lane.
struct MarkSizes {
    QRectF signs, gaps; ///< the two rows; both reach from side to side of the plot
    double sign = 16;
    double leastGap = 8;                      ///< a gap that would be narrower is drawn so wide
    double overhang = 8;                      ///< how far a sign may reach over the sides
    std::function<double(std::size_t)> count; ///< width of a number in words
};

/// The marks of the changes that lie on the axis, left to right. Two marks of a row never overlap.
[[nodiscard]] std::vector<ChangeMark> marksOf(const std::vector<workspace::Change>& changes, const TimeAxis& axis, const MarkSizes& sizes);

} // namespace tracedeck::ui
