#include "widgets/switch_button.h"

#include <QPainter>

namespace tracedeck::ui {

SwitchButton::SwitchButton(const Theme& theme, const QString& name, QWidget* parent) : QAbstractButton(parent), m_theme(theme)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize SwitchButton::sizeHint() const
{
    return switchSize(m_theme) + QSize(8, 8); // room for the focus ring, and a hit target of 24
}

void SwitchButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = m_theme.tokens();
    QRect track(QPoint(), switchSize(m_theme));
    track.moveCenter(rect().center());
    if (hasFocus()) {
        const double radius = track.height() / 2.0 + 3;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(track).adjusted(-3, -3, 3, 3), radius, radius);
    }
    paintSwitch(painter, m_theme, track, isChecked(), isEnabled(), layoutDirection());
}

QSize switchSize(const Theme& theme)
{
    return {theme.px(28), theme.px(16)};
}

void paintSwitch(QPainter& painter, const Theme& theme, const QRect& track, bool isOn, bool isEnabled, Qt::LayoutDirection direction)
{
    const Tokens& t = theme.tokens();
    const QRectF area(track);
    const double radius = area.height() / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(!isEnabled ? t.sunken : isOn ? t.accent : t.borderstrong);
    painter.drawRoundedRect(area, radius, radius);
    const bool right = isOn != (direction == Qt::RightToLeft);
    painter.setBrush(isEnabled ? t.surface : t.text3);
    painter.drawEllipse(QPointF(right ? area.right() - radius : area.left() + radius, area.center().y()), radius - 2, radius - 2);
    painter.restore();
}

} // namespace tracedeck::ui
