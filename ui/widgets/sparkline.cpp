#include "widgets/sparkline.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace tracedeck::ui {

void paintSparkBars(QPainter& painter, const QRectF& area, std::span<const std::uint64_t> values, const QColor& bar, const QColor& zero)
{
    if (values.empty() || area.isEmpty())
        return;
    const double most = static_cast<double>(std::max<std::uint64_t>(1, *std::ranges::max_element(values)));
    const double pitch = area.width() / static_cast<double>(values.size());
    const double gap = pitch >= 2.5 ? 1.0 : 0.0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double left = std::round(area.left() + pitch * static_cast<double>(i));
        const double right = std::round(area.left() + pitch * static_cast<double>(i + 1)) - gap;
        const double height = values[i] == 0 ? 1.0 : std::max(2.0, std::round(area.height() * static_cast<double>(values[i]) / most));
        painter.fillRect(QRectF(left, area.bottom() - height, std::max(1.0, right - left), height), values[i] == 0 ? zero : bar);
    }
    painter.restore();
}

void paintSparkLine(QPainter& painter, const QRectF& area, std::span<const double> values, const QColor& line)
{
    double least = std::numeric_limits<double>::infinity(), most = -least;
    for (const double value : values) {
        if (std::isfinite(value)) {
            least = std::min(least, value);
            most = std::max(most, value);
        }
    }
    if (values.size() < 2 || !(least <= most))
        return;
    const double span = most > least ? most - least : 1.0;
    QPainterPath path;
    bool drawing = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            drawing = false;
            continue;
        }
        const QPointF point(area.left() + area.width() * static_cast<double>(i) / static_cast<double>(values.size() - 1),
                            area.bottom() - area.height() * (values[i] - least) / span);
        drawing ? path.lineTo(point) : path.moveTo(point);
        drawing = true;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(line, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.restore();
}

} // namespace tracedeck::ui
