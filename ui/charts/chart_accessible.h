#pragma once

#include <QPointF>
#include <QRectF>
#include <QString>

#include <cstddef>
#include <optional>

class QWidget;

namespace tracedeck::ui {

/// What a chart that paints itself tells of its parts, bars or cells. Implemented by the widget.
class ChartParts {
public:
    virtual ~ChartParts() = default;
    [[nodiscard]] virtual std::size_t parts() const = 0;
    [[nodiscard]] virtual QString partText(std::size_t part) const = 0;
    [[nodiscard]] virtual QRectF partRect(std::size_t part) const = 0;
    [[nodiscard]] virtual std::optional<std::size_t> partAt(QPointF at) const = 0;
    [[nodiscard]] virtual std::optional<std::size_t> partWithCursor() const = 0;
    [[nodiscard]] virtual bool isPartSelected(std::size_t part) const = 0;

protected:
    ChartParts() = default;
    ChartParts(const ChartParts&) = default;
    ChartParts& operator=(const ChartParts&) = default;
};

/// Lets screen readers see widgets with parts as charts with a summary and one child a part. Any number of calls.
void installChartAccessibility();
/// Says that the cursor of a chart with parts moved.
void announceCursor(QWidget& chart, const ChartParts& parts);

} // namespace tracedeck::ui
