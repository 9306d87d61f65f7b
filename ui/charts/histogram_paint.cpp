#include "charts/histogram_view.h"

#include "charts/version_flags.h"
#include "text/format.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tracedeck::ui {

namespace {

bool any(events::OutcomeClass)
{
    return true;
}

bool isOk(events::OutcomeClass outcome)
{
    return outcome == events::OutcomeClass::Ok;
}

bool isNotOk(events::OutcomeClass outcome)
{
    return outcome != events::OutcomeClass::Ok;
}

QColor mixed(const QColor& over, const QColor& under, double share)
{
    return QColor::fromRgbF(static_cast<float>(over.redF() * share + under.redF() * (1 - share)),
                            static_cast<float>(over.greenF() * share + under.greenF() * (1 - share)),
                            static_cast<float>(over.blueF() * share + under.blueF() * (1 - share)));
}

} // namespace

QSize HistogramView::sizeHint() const
{
    return {m_theme.px(640), m_theme.px(m_scales == Scales::One ? 122 : 250)};
}

QSize HistogramView::minimumSizeHint() const
{
    return {m_theme.px(240), m_theme.px(m_scales == Scales::One ? 96 : 180)};
}

QRectF HistogramView::flagStrip() const
{
    const QRectF plot = plotArea();
    return {plot.left(), 0, plot.width(), m_marks.empty() ? 0.0 : m_theme.px(20)};
}

QRectF HistogramView::plotArea() const
{
    const double top = m_theme.px(m_marks.empty() ? 8 : 22);
    return QRectF(m_axisWidth, top, width() - m_axisWidth - m_theme.px(8), height() - top - m_theme.px(20));
}

void HistogramView::measureAxis()
{
    const QFontMetrics metrics(m_theme.font(TextRole::Micro));
    m_axisWidth = m_theme.px(m_leastAxisWidth);
    for (const StackPlot& plot : plots()) {
        for (const double line : plot.axis.lines)
            m_axisWidth = std::max(m_axisWidth, metrics.horizontalAdvance(axisCount(line)) + m_theme.px(8));
    }
}

void HistogramView::setLeastAxisWidth(int designPx)
{
    m_leastAxisWidth = designPx;
    measureAxis();
    update();
}

TimeAxis HistogramView::timeAxis() const
{
    return {shownRange(), plotArea().left() + m_panned, plotArea().right() + m_panned, m_utc};
}

std::vector<StackPlot> HistogramView::plots() const
{
    const QRectF area = plotArea();
    if (m_scales == Scales::One)
        return {plotOf(m_slices, area, any)};
    const double gap = m_theme.px(24);
    const double half = std::floor((area.height() - gap) / 2);
    return {plotOf(m_slices, QRectF(area.left(), area.top(), area.width(), half), isOk),
            plotOf(m_slices, QRectF(area.left(), area.bottom() - half, area.width(), half), isNotOk)};
}

QRectF HistogramView::bucketRect(std::size_t bucket) const
{
    const QRectF plot = plotArea();
    const double pitch = plot.width() / static_cast<double>(std::max<std::size_t>(1, m_buckets));
    const double left = std::round(plot.left() + m_panned + pitch * static_cast<double>(bucket));
    const double right = std::round(plot.left() + m_panned + pitch * static_cast<double>(bucket + 1));
    return {QPointF(left, plot.top()), QPointF(right, plot.bottom())};
}

QRectF HistogramView::bandRect() const
{
    const auto span = m_selection.span();
    return span ? bucketRect(span->first).united(bucketRect(span->end - 1)) : QRectF();
}

void HistogramView::paintBand(QPainter& painter) const
{
    if (m_selection.span())
        painter.fillRect(bandRect(), m_theme.tokens().accentsoft);
}

void HistogramView::paintAxis(QPainter& painter, const StackPlot& plot) const
{
    const Tokens& t = m_theme.tokens();
    painter.setFont(m_theme.font(TextRole::Micro));
    for (const double line : plot.axis.lines) {
        const double y = std::round(plot.area.bottom() - plot.area.height() * line / plot.axis.top);
        painter.setPen(t.grid);
        painter.drawLine(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y));
        painter.setPen(t.text3);
        painter.drawText(QRectF(0, y - m_theme.px(8), plot.area.left() - m_theme.px(6), m_theme.px(16)), Qt::AlignRight | Qt::AlignVCenter,
                         axisCount(line));
    }
}

void HistogramView::paintPlot(QPainter& painter, const StackPlot& plot) const
{
    const Tokens& t = m_theme.tokens();
    painter.setClipRect(plot.area.adjusted(0, -1, 0, 1));
    for (std::size_t bucket = 0; bucket < m_buckets; ++bucket) {
        const QRectF column = bucketRect(bucket);
        const double gap = column.width() >= 3 ? 1 : 0;
        const auto parts = plot.parts(m_slices, bucket, column.left(), column.right() - gap);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const events::OutcomeClass outcome = m_slices[parts[i].slice].outcome;
            const QColor strong = m_stale ? t.borderstrong : m_theme.outcomeColour(outcome);
            QRectF rect = parts[i].rect;
            if (i + 1 < parts.size() && rect.height() >= 3)
                rect.setTop(rect.top() + 1); // a gap in surface colour keeps neighbours apart without colour
            if (outcome == events::OutcomeClass::OkWithException && rect.height() >= 3 && rect.width() >= 3) {
                painter.fillRect(rect, strong); // its glyph is hollow, so is its bar
                painter.fillRect(rect.adjusted(1, 1, -1, -1), mixed(strong, t.surface, 0.3));
            } else {
                painter.fillRect(rect, strong);
            }
        }
    }
    painter.setClipping(false);
}

void HistogramView::paintCursor(QPainter& painter) const
{
    if (!hasFocus() || !m_selection.cursor() || m_buckets == 0)
        return;
    painter.setPen(QPen(m_theme.tokens().accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bucketRect(*m_selection.cursor()).adjusted(-1, 0, 0, 0));
}

void HistogramView::paintHandles(QPainter& painter) const
{
    if (!m_selection.span())
        return;
    const QRectF band = bandRect();
    const QColor accent = m_theme.tokens().accent;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const double x : {band.left(), band.right()}) {
        painter.setPen(QPen(accent, 1.5));
        painter.drawLine(QPointF(x, band.top()), QPointF(x, band.bottom()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(accent);
        painter.drawRoundedRect(QRectF(x - 3, band.center().y() - 9, 6, 18), 2, 2);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void HistogramView::paintPill(QPainter& painter) const
{
    const auto span = m_selection.span();
    if (!span)
        return;
    const TimeRange range = rangeOf(*span);
    const QString strong = rangeText(range, m_utc);
    const QString rest = tr("%1 \u00B7 %2 events   Enter to zoom").arg(durationText(range.lengthMs()), countText(eventsIn(*span)));
    const QFont strongFont = m_theme.font(TextRole::MicroStrong), restFont = m_theme.font(TextRole::Micro);
    const double strongWidth = QFontMetricsF(strongFont).horizontalAdvance(strong) + m_theme.px(8);
    const double width = strongWidth + QFontMetricsF(restFont).horizontalAdvance(rest) + m_theme.px(20);
    const QRectF band = bandRect(), plot = plotArea();
    QRectF pill(band.left() - width - m_theme.px(8), band.top() + 2, width, m_theme.px(26));
    if (pill.left() < plot.left())
        pill.moveLeft(band.right() + m_theme.px(8));
    if (pill.right() > plot.right())
        pill.moveLeft(std::clamp(band.center().x() - width / 2, plot.left(), std::max(plot.left(), plot.right() - width)));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().text);
    painter.drawRoundedRect(pill, m_theme.px(5), m_theme.px(5));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(m_theme.tokens().surface);
    pill.adjust(m_theme.px(10), 0, 0, 0);
    painter.setFont(strongFont);
    painter.drawText(pill, Qt::AlignVCenter | Qt::AlignLeft, strong);
    painter.setFont(restFont);
    painter.drawText(pill.adjusted(strongWidth, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, rest);
}

void HistogramView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const std::vector<StackPlot> all = plots();
    paintBand(painter);
    for (const StackPlot& plot : all) {
        paintAxis(painter, plot);
        paintPlot(painter, plot);
    }
    if (m_scales == Scales::OkApart) {
        painter.setFont(m_theme.font(TextRole::MicroStrong));
        painter.setPen(m_theme.tokens().text2);
        painter.drawText(
            QRectF(all[1].area.left(), all[0].area.bottom() + 1, all[1].area.width(), all[1].area.top() - all[0].area.bottom() - 2),
            Qt::AlignVCenter | Qt::AlignLeft, tr("Not ok (own scale)"));
    }
    if (m_buckets > 0)
        timeAxis().paintLabels(painter, m_theme, plotArea().bottom() + m_theme.px(4));
    std::vector<QRectF> areas;
    areas.reserve(all.size());
    for (const StackPlot& plot : all)
        areas.push_back(plot.area);
    paintVersionFlags(painter, m_theme, timeAxis(), m_marks, flagStrip(), areas);
    paintCursor(painter);
    paintHandles(painter);
    paintPill(painter);
}

} // namespace tracedeck::ui
