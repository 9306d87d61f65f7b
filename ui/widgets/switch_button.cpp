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
    return {m_theme.px(28) + 8, m_theme.px(16) + 8}; // room for the focus ring, and a hit target of 24
}

void SwitchButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = m_theme.tokens();
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF track(0, 0, m_theme.px(28), m_theme.px(16));
    track.moveCenter(QRectF(rect()).center());
    const double radius = track.height() / 2;
    if (hasFocus()) {
        painter.setPen(QPen(t.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(track.adjusted(-3, -3, 3, 3), radius + 3, radius + 3);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(!isEnabled() ? t.sunken : isChecked() ? t.accent : t.borderstrong);
    painter.drawRoundedRect(track, radius, radius);
    const bool right = isChecked() != (layoutDirection() == Qt::RightToLeft);
    painter.setBrush(isEnabled() ? t.surface : t.text3);
    painter.drawEllipse(QPointF(right ? track.right() - radius : track.left() + radius, track.center().y()), radius - 2, radius - 2);
}

} // namespace tracedeck::ui
