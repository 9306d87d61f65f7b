#include "workers/request_popover.h"

#include "widgets/buttons.h"
#include "widgets/elided_label.h"

#include <QBoxLayout>
#include <QKeyEvent>

namespace tracedeck::ui {

RequestPopover::RequestPopover(const Theme& theme, const FlagRequest& request, const QString& title, QWidget* parent)
    : PopoverFrame(parent)
    , m_send(primaryButton(tr("Send"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(title);
    setAccessibleDescription(lineOf(request));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(8));
    column->setSpacing(theme.px(4));
    auto* row = new QHBoxLayout;
    row->setSpacing(theme.px(12));
    auto* line = new PlainLabel(theme, TextRole::Mono, lineOf(request), Tone::Normal, this);
    line->setObjectName(QStringLiteral("request"));
    line->setLayoutDirection(Qt::LeftToRight);
    m_send->setToolTip(tr("Enter sends it, Esc does not"));
    m_send->setAccessibleName(title);
    m_send->setDefault(true);
    row->addWidget(line, 1);
    row->addWidget(m_send);
    column->addLayout(row);
    if (request.makesVersion)
        column->addWidget(new PlainLabel(
            theme, TextRole::Small, tr("In a dispatch namespace this goes by the settings, which makes a new version."), Tone::Warn, this));
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
