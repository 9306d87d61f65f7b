#pragma once

#include <QPointF>

#include <cstddef>
#include <vector>

namespace tracedeck::ui {

/// At most `most` points that look the same: the lowest and the highest of each stretch, in their order. First and last stay.
[[nodiscard]] std::vector<QPointF> decimated(const std::vector<QPointF>& points, std::size_t most);

} // namespace tracedeck::ui
