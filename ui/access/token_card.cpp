#include "access/token_card.h"

#include "widgets/wish_list.h"

#include <QBoxLayout>
#include <QPushButton>

namespace tracedeck::ui {

TokenCard::TokenCard(const Theme& theme, QWidget* parent) : Card(theme, parent), m_wishes(new WishList(theme, false, this))
{
    setTitle(tr("A token for no more than this"));
    body()->setSpacing(theme.px(8));
    auto* open = new QPushButton(tr("Open Cloudflare's token page"), this);
    open->setIcon(theme.icon(QStringLiteral("ext"), 14));
    body()->addWidget(m_wishes);
    body()->addWidget(open, 0, Qt::AlignLeft);
    connect(m_wishes, &WishList::changed, this, [this, open] { open->setEnabled(!m_wishes->wishes().empty()); });
    connect(open, &QPushButton::clicked, this, [this] { emit linkRequested(page()); });
}

QUrl TokenCard::page() const
{
    return m_wishes->page();
}

} // namespace tracedeck::ui
