#include "wizard/share_bar.h"

#include "theme/theme.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace tracedeck::ui {

ShareBar::ShareBar(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setFixedHeight(theme.px(7));
    setMinimumWidth(theme.px(40));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ShareBar::setShare(double share, bool isAlarming)
{
    m_share = std::clamp(share, 0.0, 1.0);
    m_isAlarming = isAlarming;
    update();
}

void ShareBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.tokens().border);
    painter.setBrush(m_theme.tokens().sunken);
    const QRectF track = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(track, 3, 3);
    if (m_share <= 0)
        return;
    QRect part = rect();
    part.setWidth(std::max(m_theme.px(3), static_cast<int>(m_share * width())));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_isAlarming ? m_theme.tokens().dangertext : m_theme.tokens().accent);
    painter.drawRoundedRect(QStyle::visualRect(layoutDirection(), rect(), part), 3, 3);
}

} // namespace tracedeck::ui
