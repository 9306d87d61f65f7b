#pragma once

#include "base/time_range.h"

#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace tracedeck::ui {

class Theme;

/// Where a moment lies between the two sides of a plot, and which moments are labelled.
class TimeAxis {
public:
    TimeAxis() = default;
    TimeAxis(TimeRange range, double left, double right, bool utc);

    [[nodiscard]] double x(std::int64_t ms) const;
    [[nodiscard]] std::int64_t ms(double x) const;
    [[nodiscard]] TimeRange range() const { return m_range; }

    struct Tick {
        std::int64_t ms;
        QString label;
    };
    /// Whole steps of the clock that people read, at least `apartPx` apart.
    [[nodiscard]] std::vector<Tick> ticks(double apartPx) const;
    /// Labels centred under the ticks, inside of the plot's width.
    void paintLabels(QPainter& painter, const Theme& theme, double top) const;

private:
    TimeRange m_range {0, 1};
    double m_left = 0, m_right = 1;
    bool m_utc = true;
};

} // namespace tracedeck::ui
