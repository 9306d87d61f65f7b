#include "charts/line_data.h"

#include "text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tracedeck::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("LineChart", text);
}

struct PercentileLook {
    LineStyle style;
    QColor Tokens::*colour;
};

constexpr PercentileLook kPercentileLooks[] = {
    {LineStyle::Solid, &Tokens::outcomeOk},
    {LineStyle::Dashed, &Tokens::accent},
    {LineStyle::Dotted, &Tokens::outcomeCpu},
};

} // namespace

std::size_t LineData::buckets() const
{
    std::size_t most = 0;
    for (const ChartLine& line : lines)
        most = std::max(most, line.values.size());
    return most;
}

LineData percentileLines(const QString& title, const store::PercentileSeries& series)
{
    LineData data {title, LineUnit::Milliseconds, series.start, std::max<std::int64_t>(1, series.width), {}};
    for (std::size_t i = 0; i < series.lines.size() && i < series.percents.size(); ++i) {
        const PercentileLook& look = kPercentileLooks[std::min<std::size_t>(i, std::size(kPercentileLooks) - 1)];
        ChartLine line {QStringLiteral("p%1").arg(series.percents[i]), look.style, look.colour, {}};
        for (const auto& value : series.lines[i])
            line.values.push_back(value ? std::optional(static_cast<double>(*value)) : std::nullopt);
        data.lines.push_back(std::move(line));
    }
    return data;
}

QString lineValueText(double value, LineUnit unit)
{
    switch (unit) {
    case LineUnit::Milliseconds: return durationText(std::llround(value));
    case LineUnit::Percent: return percentText(value);
    case LineUnit::Count: return countText(static_cast<std::uint64_t>(std::max(0.0, value)));
    }
    return {};
}

QString lineAxisText(double value, LineUnit unit)
{
    if (unit == LineUnit::Milliseconds)
        return value < 1000 ? tr("%1 ms").arg(value) : value < 60'000 ? tr("%1 s").arg(value / 1000) : durationText(std::llround(value));
    return unit == LineUnit::Percent ? tr("%1 %").arg(value * 100) : axisCount(value);
}

QPen linePen(const ChartLine& line, const Tokens& tokens)
{
    QPen pen(tokens.*line.colour, line.style == LineStyle::Solid ? 2.0 : 1.6);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    if (line.style == LineStyle::Dashed)
        pen.setDashPattern({4, 1.6});
    if (line.style == LineStyle::Dotted)
        pen.setDashPattern({1.4, 1.4});
    return pen;
}

QString lineSummary(const LineData& data, bool utc)
{
    QStringList parts;
    for (const ChartLine& line : data.lines) {
        const auto highest = std::ranges::max_element(line.values, {}, [](const auto& v) { return v.value_or(-1e300); });
        if (highest == line.values.end() || !*highest)
            continue;
        const std::int64_t at = data.start + (highest - line.values.begin()) * data.width;
        parts << tr("%1 at most %2 at %3").arg(line.label, lineValueText(**highest, data.unit), minuteText(at, utc));
    }
    return parts.isEmpty() ? tr("%1: no values in this time range.").arg(data.title) : QString(data.title % u": " % parts.join(u", "));
}

ChartTable lineTable(const LineData& data, bool utc)
{
    ChartTable table {data.title, {tr("Time (%1)").arg(zoneName(utc))}, static_cast<int>(data.buckets()), {}};
    for (const ChartLine& line : data.lines)
        table.heads << line.label;
    table.text = [data, utc](int row, int column) {
        const std::int64_t at = data.start + row * data.width;
        if (column == 0)
            return QString(dateText(at, utc) % u' ' % timeText(at, utc).left(8));
        const auto& values = data.lines[static_cast<std::size_t>(column) - 1].values;
        const auto value = static_cast<std::size_t>(row) < values.size() ? values[static_cast<std::size_t>(row)] : std::nullopt;
        return value ? lineValueText(*value, data.unit) : kMissing.toString();
    };
    return table;
}

std::vector<double> spreadLabels(const std::vector<double>& wanted, double apart, double top, double bottom)
{
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return wanted[i]; });
    std::vector<double> placed(wanted.size());
    double least = top;
    for (const std::size_t i : order) { // downwards: no label above the one before
        placed[i] = std::max(wanted[i], least);
        least = placed[i] + apart;
    }
    double most = bottom;
    for (auto i = order.rbegin(); i != order.rend(); ++i) { // and back up where that ran out of the plot
        placed[*i] = std::min(placed[*i], most);
        most = placed[*i] - apart;
    }
    return placed;
}

} // namespace tracedeck::ui
