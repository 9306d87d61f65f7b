#pragma once

#include "charts/chart_table.h"
#include "store/answers.h"
#include "theme/theme.h"

#include <QPen>

#include <optional>
#include <vector>

namespace tracedeck::ui {

enum class LineUnit { Milliseconds, Percent, Count };
enum class LineStyle { Solid, Dashed, Dotted };

/// One line over time; nullopt leaves a gap.
struct ChartLine {
    QString label;
    LineStyle style = LineStyle::Solid;
    QColor Tokens::*colour = &Tokens::outcomeOk;
    std::vector<std::optional<double>> values;
};

/// What a line chart shows. Percent values are fractions.
struct LineData {
    QString title;
    LineUnit unit = LineUnit::Milliseconds;
    std::int64_t start = 0, width = 1;
    std::vector<ChartLine> lines;

    [[nodiscard]] std::size_t buckets() const;
};

/// p50 solid, p95 dashed, p99 dotted.
[[nodiscard]] LineData percentileLines(const QString& title, const store::PercentileSeries& series);

[[nodiscard]] QString lineValueText(double value, LineUnit unit);
[[nodiscard]] QString lineAxisText(double value, LineUnit unit);
[[nodiscard]] QPen linePen(const ChartLine& line, const Tokens& tokens);
/// Title, last and highest value of each line.
[[nodiscard]] QString lineSummary(const LineData& data, bool utc);
[[nodiscard]] ChartTable lineTable(const LineData& data, bool utc);

/// Heights of end labels that want to stand at `wanted`, moved as little as needed to be `apart` from each other and inside [top, bottom].
[[nodiscard]] std::vector<double> spreadLabels(const std::vector<double>& wanted, double apart, double top, double bottom);

} // namespace tracedeck::ui
