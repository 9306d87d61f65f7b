#include "wizard/group_frame.h"

#include "theme/theme.h"

#include <QPainter>
#include <QStyle>

namespace tracedeck::ui {

GroupFrame::GroupFrame(const Theme& theme, bool isNested, QWidget* parent) : QWidget(parent), m_theme(theme), m_isNested(isNested) {}

void GroupFrame::paintEvent(QPaintEvent*)
{
    if (!m_isNested)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = m_theme.tokens();
    painter.setPen(t.border);
    painter.setBrush(t.bg);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(0, 1, 3, height() - 2)), t.accent);
}

} // namespace tracedeck::ui
