#include "onboarding/step_mark.h"

#include <QLocale>
#include <QPainter>

namespace tracedeck::ui {

StepMark::StepMark(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setFixedSize(theme.px(24), theme.px(24));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StepMark::setNumber(int number)
{
    m_number = number;
    update();
}

void StepMark::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tokens().accentsoft);
    painter.drawEllipse(rect());
    painter.setPen(m_theme.tokens().accent);
    painter.setFont(m_theme.font(TextRole::MicroStrong));
    painter.drawText(rect(), Qt::AlignCenter, QLocale().toString(m_number));
}

} // namespace tracedeck::ui
