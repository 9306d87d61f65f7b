#include "widgets/brand_mark.h"

#include <QPainter>

namespace tracedeck::ui {

BrandMark::BrandMark(const Theme& theme, int designPx, QWidget* parent) : QWidget(parent), m_theme(theme), m_designPx(designPx)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(QStringLiteral("Tracedeck"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize BrandMark::sizeHint() const
{
    return {m_theme.px(m_designPx), m_theme.px(m_designPx)};
}

void BrandMark::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(width() / 24.0, height() / 24.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().accent);
    painter.drawRoundedRect(QRectF(0, 0, 24, 24), 5, 5);
    painter.setPen(QPen(m_theme.tokens().onaccent, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(5.5, 7.5), QPointF(18, 7.5));
    painter.drawLine(QPointF(5.5, 12), QPointF(12, 12));
    painter.drawLine(QPointF(5.5, 16.5), QPointF(14.5, 16.5));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().onaccent);
    painter.drawPolygon(QPolygonF {QPointF(17.2, 9.4), QPointF(19.8, 12), QPointF(17.2, 14.6), QPointF(14.6, 12)});
}

} // namespace tracedeck::ui
