#include "shell/live_box.h"

#include "widgets/plain_label.h"
#include "widgets/switch_button.h"

#include <QBoxLayout>
#include <QPainter>

namespace tracedeck::ui {

LiveBox::LiveBox(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_switch(new SwitchButton(theme, tr("Live"), this))
    , m_remark(new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary, this))
{
    setFixedHeight(theme.px(32));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(8), 0, theme.px(12), 0);
    row->setSpacing(theme.px(6));
    row->addWidget(m_switch);
    row->addWidget(new PlainLabel(theme, TextRole::BodyMedium, tr("Live"), Tone::Normal, this));
    row->addWidget(m_remark);
    connect(m_switch, &SwitchButton::clicked, this, &LiveBox::chosen);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setState({});
}

void LiveBox::setState(const LiveState& state)
{
    m_state = state;
    setVisible(state.isThere);
    m_switch->setChecked(state.isOn);
    m_switch->setAccessibleDescription(state.remark);
    m_switch->setToolTip(plainToolTip(tr("New files appear by themselves (Ctrl+L). %1").arg(state.remark).trimmed()));
    m_remark->setText(state.remark);
    m_remark->setTone(state.isTroubled ? Tone::Warn : Tone::Secondary);
    fit();
}

void LiveBox::setCompact(bool compact)
{
    m_isCompact = compact;
    fit();
}

void LiveBox::fit()
{
    m_remark->setVisible(!m_state.remark.isEmpty() && (!m_isCompact || m_state.isTroubled));
    updateGeometry();
}

void LiveBox::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.tokens().border);
    painter.setBrush(m_theme.tokens().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.px(6), m_theme.px(6));
}

} // namespace tracedeck::ui
