#include "charts/line_chart.h"

#include "text/format.h"

#include <QPainter>
#include <QResizeEvent>

#include <algorithm>
#include <cmath>

namespace tracedeck::ui {

QRectF LineChart::plot() const
{
    const QFontMetricsF metrics(m_theme.font(TextRole::Micro));
    double left = 0, right = 0;
    for (const double value : m_gridValues)
        left = std::max(left, metrics.horizontalAdvance(lineAxisText(value, m_data.unit)));
    for (const ChartLine& line : m_data.lines)
        right = std::max(right, metrics.horizontalAdvance(line.label));
    left = std::max<double>(left + m_theme.px(8), m_theme.px(m_leastAxisWidth));
    right += m_theme.px(8);
    const double top = m_theme.px(8), bottom = m_theme.px(22);
    return {left, top, std::max(10.0, viewport()->width() - left - right), std::max(10.0, viewport()->height() - top - bottom)};
}

TimeRange LineChart::shownRange() const
{
    return {m_data.start, m_data.start + static_cast<std::int64_t>(std::max<std::size_t>(1, m_data.buckets())) * m_data.width};
}

TimeAxis LineChart::timeAxis() const
{
    return {shownRange(), plot().left(), plot().right(), m_utc};
}

void LineChart::setLeastAxisWidth(int designPx)
{
    m_leastAxisWidth = designPx;
    place();
}

double LineChart::yOf(double value) const
{
    return plot().bottom() - plot().height() * value / m_top;
}

double LineChart::xOf(std::size_t bucket) const
{
    return plot().left()
        + plot().width() * (static_cast<double>(bucket) + 0.5) / static_cast<double>(std::max<std::size_t>(1, m_data.buckets()));
}

void LineChart::place()
{
    chart()->setPlotArea(plot());
    viewport()->update();
}

void LineChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    place();
}

void LineChart::paintValues(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const double value : m_gridValues) {
        const double y = std::round(yOf(value));
        painter.setPen(m_theme.tokens().grid);
        painter.drawLine(QPointF(plot().left(), y), QPointF(plot().right(), y));
        painter.setPen(m_theme.tokens().text3);
        painter.drawText(QRectF(0, y - m_theme.px(8), plot().left() - m_theme.px(6), m_theme.px(16)), Qt::AlignRight | Qt::AlignVCenter,
                         lineAxisText(value, m_data.unit));
    }
}

void LineChart::paintEndLabels(QPainter& painter) const
{
    std::vector<double> wanted;
    std::vector<QString> labels;
    for (const ChartLine& line : m_data.lines) {
        const auto last = std::find_if(line.values.rbegin(), line.values.rend(), [](const auto& value) { return value.has_value(); });
        if (last == line.values.rend())
            continue;
        wanted.push_back(yOf(**last));
        labels.push_back(line.label);
    }
    const std::vector<double> placed = spreadLabels(wanted, m_theme.px(13), plot().top(), plot().bottom());
    painter.setPen(m_theme.tokens().text2);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        painter.drawText(QRectF(plot().right() + m_theme.px(6), placed[i] - m_theme.px(8), m_theme.px(60), m_theme.px(16)),
                         Qt::AlignLeft | Qt::AlignVCenter, labels[i]);
    }
}

void LineChart::paintSelection(QPainter& painter) const
{
    const auto span = m_selection.span();
    if (!span)
        return;
    const double half = plot().width() / static_cast<double>(m_data.buckets()) / 2;
    QColor fill = m_theme.tokens().accent;
    fill.setAlphaF(0.14F);
    const QRectF band(QPointF(xOf(span->first) - half, plot().top()), QPointF(xOf(span->end - 1) + half, plot().bottom()));
    painter.fillRect(band, fill);
    painter.setPen(QPen(m_theme.tokens().accent, 1.5));
    painter.drawLine(band.topLeft(), band.bottomLeft());
    painter.drawLine(band.topRight(), band.bottomRight());
}

void LineChart::paintReadout(QPainter& painter) const
{
    if (!hasFocus() || !m_selection.cursor() || m_data.buckets() == 0)
        return;
    const double x = std::round(xOf(*m_selection.cursor()));
    painter.setPen(m_theme.tokens().accent);
    painter.drawLine(QPointF(x, plot().top()), QPointF(x, plot().bottom()));
    const QString text = readout(*m_selection.cursor());
    const double width = painter.fontMetrics().horizontalAdvance(text) + m_theme.px(16);
    const QRectF pill(std::clamp(x - width / 2, 0.0, std::max(0.0, viewport()->width() - width)), 0, width, m_theme.px(22));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().text);
    painter.drawRoundedRect(pill, m_theme.px(5), m_theme.px(5));
    painter.setPen(m_theme.tokens().surface);
    painter.drawText(pill, Qt::AlignCenter, text);
}

void LineChart::drawBackground(QPainter* painter, const QRectF&)
{
    painter->save();
    painter->setFont(m_theme.font(TextRole::Micro));
    paintValues(*painter);
    painter->restore();
}

void LineChart::drawForeground(QPainter* painter, const QRectF&)
{
    painter->save();
    painter->setFont(m_theme.font(TextRole::Micro));
    if (m_data.buckets() > 0)
        timeAxis().paintLabels(*painter, m_theme, plot().bottom() + m_theme.px(5));
    paintEndLabels(*painter);
    paintSelection(*painter);
    paintReadout(*painter);
    painter->restore();
}

} // namespace tracedeck::ui
