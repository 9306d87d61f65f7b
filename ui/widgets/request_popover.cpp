#include "widgets/request_popover.h"

#include "theme/theme.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>
#include <QKeyEvent>

namespace tracedeck::ui {

RequestPopover::RequestPopover(const Theme& theme, const QString& name, const QString& request, const QString& warning, QWidget* parent)
    : PopoverFrame(parent)
    , m_send(primaryButton(tr("Send"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(name);
    setAccessibleDescription(request);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(8));
    column->setSpacing(theme.px(4));
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.px(12));
    auto* line = new PlainLabel(theme, TextRole::Mono, request, Tone::Normal, this);
    line->setObjectName(QStringLiteral("request"));
    line->setLayoutDirection(Qt::LeftToRight);
    m_send->setToolTip(tr("Enter sends it, Esc does not"));
    m_send->setAccessibleName(tr("%1: send").arg(name));
    m_send->setDefault(true);
    row->addWidget(line, 1);
    row->addWidget(m_send);
    column->addLayout(row);
    if (!warning.isEmpty())
        column->addWidget(new PlainLabel(theme, TextRole::Small, warning, Tone::Warn, this));
    connect(m_send, &QPushButton::clicked, this, &RequestPopover::send);
}

void RequestPopover::send()
{
    if (m_isSent)
        return;
    m_isSent = true;
    emit sent();
    close();
}

void RequestPopover::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return send();
    PopoverFrame::keyPressEvent(event);
    if (event->key() == Qt::Key_Escape)
        close();
}

void RequestPopover::showEvent(QShowEvent* event)
{
    PopoverFrame::showEvent(event);
    m_send->setFocus(Qt::PopupFocusReason);
}

} // namespace tracedeck::ui
