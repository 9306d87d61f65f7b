#include "widgets/kpi_card.h"

#include "widgets/plain_label.h"
#include "widgets/sparkline.h"

#include <QPainter>

namespace tracedeck::ui {

KpiCard::KpiCard(const Theme& theme, QWidget* parent) : QAbstractButton(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void KpiCard::setFigure(KpiFigure figure)
{
    m_figure = std::move(figure);
    m_stale = false;
    setAccessibleName(QStringLiteral("%1: %2").arg(m_figure.caption, m_figure.figure.text()));
    setAccessibleDescription(m_figure.delta);
    setToolTip(plainToolTip(m_figure.exact));
    update();
}

void KpiCard::setStale(bool stale)
{
    if (std::exchange(m_stale, stale) != stale)
        update();
}

void KpiCard::setTrendShown(bool shown)
{
    m_trend = shown;
    update();
}

QSize KpiCard::sizeHint() const
{
    return {m_theme.px(212), m_theme.px(92)};
}

QSize KpiCard::minimumSizeHint() const
{
    return {m_theme.px(120), m_theme.px(92)};
}

void KpiCard::paintFrame(QPainter& painter) const
{
    const Tokens& t = m_theme.tokens();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? t.accent : t.border, hasFocus() ? 2 : 1));
    painter.setBrush(underMouse() && isEnabled() ? t.hover : t.surface);
    const double inset = hasFocus() ? 1.0 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), m_theme.px(8), m_theme.px(8));
}

void KpiCard::paintFigure(QPainter& painter, const QRect& area) const
{
    const Tokens& t = m_theme.tokens();
    const QFont large = m_theme.font(TextRole::Display), small = m_theme.font(TextRole::Body);
    const int baseline = area.top() + (area.height() + QFontMetrics(large).capHeight()) / 2;
    const int valueWidth = QFontMetrics(large).horizontalAdvance(m_figure.figure.value);
    painter.setFont(large);
    painter.setPen(m_stale ? t.text3 : t.text);
    painter.drawText(area.left(), baseline, m_figure.figure.value);
    painter.setFont(small);
    painter.setPen(t.text2);
    painter.drawText(area.left() + valueWidth + m_theme.px(4), baseline, m_figure.figure.unit);
    const int taken = valueWidth + m_theme.px(16) + QFontMetrics(small).horizontalAdvance(m_figure.figure.unit);
    const int trendWidth = qMin(m_theme.px(72), area.width() - taken);
    if (m_trend && trendWidth >= m_theme.px(32)) {
        const QRectF trend(area.right() - trendWidth, area.top() + m_theme.px(4), trendWidth, area.height() - m_theme.px(8));
        paintSparkLine(painter, trend, m_figure.trend, m_theme.tokens().*m_figure.trendColour);
    }
}

void KpiCard::paintDelta(QPainter& painter, const QRect& area) const
{
    const Tokens& t = m_theme.tokens();
    const QColor colours[] = {t.text2, t.oktext, t.dangertext}; // by KpiFigure::Delta
    painter.setFont(m_theme.font(TextRole::Micro));
    painter.setPen(m_stale ? t.text3 : colours[static_cast<std::size_t>(m_figure.deltaKind)]);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_figure.delta, Qt::ElideRight, area.width()));
}

void KpiCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintFrame(painter);
    const Tokens& t = m_theme.tokens();
    const int pad = m_theme.px(12);
    const QRect inner = rect().adjusted(pad, m_theme.px(10), -pad, -m_theme.px(10));
    const QRect top(inner.left(), inner.top(), inner.width(), m_theme.px(18));
    const QRect middle(inner.left(), top.bottom() + 1, inner.width(), m_theme.px(34));
    const QRect bottom(inner.left(), middle.bottom() + 1, inner.width(), inner.bottom() - middle.bottom());
    painter.setFont(m_theme.font(TextRole::Small));
    painter.setPen(t.text2);
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter, m_figure.caption);
    const int left = painter.fontMetrics().horizontalAdvance(m_figure.caption) + m_theme.px(8);
    painter.setFont(m_theme.font(TextRole::Micro));
    painter.setPen(t.text3);
    if (painter.fontMetrics().horizontalAdvance(m_figure.note) <= top.width() - left) // half a note says nothing
        painter.drawText(top, Qt::AlignRight | Qt::AlignVCenter, m_figure.note);
    paintFigure(painter, middle);
    paintDelta(painter, bottom);
}

} // namespace tracedeck::ui
