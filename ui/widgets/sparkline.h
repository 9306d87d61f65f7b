#pragma once

#include <QColor>
#include <QRectF>

#include <cstdint>
#include <span>

class QPainter;

namespace tracedeck::ui {

/// Bars of one colour in `area`, one a value; a zero is a 1 px line in `zero`. For delegates.
void paintSparkBars(QPainter& painter, const QRectF& area, std::span<const std::uint64_t> values, const QColor& bar, const QColor& zero);

/// A thin line through `values` in `area`; NaN leaves a gap. For cards.
void paintSparkLine(QPainter& painter, const QRectF& area, std::span<const double> values, const QColor& line);

} // namespace tracedeck::ui
