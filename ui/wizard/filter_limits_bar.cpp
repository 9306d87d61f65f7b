#include "wizard/filter_limits_bar.h"

#include "logpush/filter_check.h"
#include "text/format.h"
#include "widgets/plain_label.h"
#include "wizard/share_bar.h"

#include <QBoxLayout>

namespace tracedeck::ui {

FilterLimitsBar::FilterLimitsBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_conditions(new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary))
    , m_bytes(new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary))
    , m_conditionBar(new ShareBar(theme))
    , m_byteBar(new ShareBar(theme))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(8));
    row->addStretch(1);
    for (auto* widget : {static_cast<QWidget*>(m_conditions), static_cast<QWidget*>(m_conditionBar), static_cast<QWidget*>(m_bytes),
                         static_cast<QWidget*>(m_byteBar)})
        row->addWidget(widget);
    for (ShareBar* bar : {m_conditionBar, m_byteBar})
        bar->setFixedWidth(theme.px(60));
    setUse(0, 0);
}

void FilterLimitsBar::setUse(std::size_t conditions, std::size_t bytes)
{
    const logpush::FilterLimits limits;
    const auto show = [](PlainLabel& label, ShareBar& bar, const QString& text, std::size_t used, std::size_t most) {
        label.setText(text);
        label.setTone(used > most ? Tone::Error : Tone::Secondary);
        bar.setShare(static_cast<double>(used) / static_cast<double>(most), used > most);
    };
    show(*m_conditions, *m_conditionBar, tr("%1 of %2 conditions").arg(countText(conditions), countText(limits.conditions)), conditions,
         limits.conditions);
    show(*m_bytes, *m_byteBar, tr("%1 of %2 bytes").arg(countText(bytes), countText(limits.bytes)), bytes, limits.bytes);
}

} // namespace tracedeck::ui
