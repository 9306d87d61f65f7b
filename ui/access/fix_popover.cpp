#include "access/fix_popover.h"

#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>
#include <QKeyEvent>

namespace tracedeck::ui {

FixPopover::FixPopover(const Theme& theme, const QString& name, const QString& request, QWidget* parent)
    : PopoverFrame(parent)
    , m_send(primaryButton(tr("Send"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(name);
    setAccessibleDescription(request);
    auto* line = new PlainLabel(theme, TextRole::Mono, request, Tone::Normal, this);
    line->setLayoutDirection(Qt::LeftToRight);
    m_send->setToolTip(tr("Enter sends it, Esc does not"));
    m_send->setAccessibleName(tr("%1: send").arg(name));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(8));
    row->setSpacing(theme.px(12));
    row->addWidget(line, 1);
    row->addWidget(m_send);
    connect(m_send, &QPushButton::clicked, this, &FixPopover::send);
}

void FixPopover::send()
{
    if (m_isSent)
        return;
    m_isSent = true;
    emit sent();
    close();
}

void FixPopover::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return send();
    PopoverFrame::keyPressEvent(event);
    if (event->key() == Qt::Key_Escape)
        close();
}

void FixPopover::showEvent(QShowEvent* event)
{
    PopoverFrame::showEvent(event);
    m_send->setFocus(Qt::PopupFocusReason);
}

} // namespace tracedeck::ui
