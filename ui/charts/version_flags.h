#pragma once

#include "charts/time_axis.h"
#include "store/answers.h"

#include <vector>

namespace tracedeck::ui {

/// Dashed verticals over `plots` where a version was first seen, with flags in the strip above; flags that would collide lose their text.
void paintVersionFlags(QPainter& painter, const Theme& theme, const TimeAxis& axis, const std::vector<store::VersionMark>& marks,
                       const QRectF& strip, const std::vector<QRectF>& plots);

/// "edge-router 5c02a1b2"
[[nodiscard]] QString flagText(const store::VersionMark& mark);

} // namespace tracedeck::ui
