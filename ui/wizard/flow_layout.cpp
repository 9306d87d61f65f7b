#include "wizard/flow_layout.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace tracedeck::ui {

FlowLayout::FlowLayout(QWidget* parent, int gap) : QLayout(parent), m_gap(gap) {}

FlowLayout::~FlowLayout()
{
    for (QLayoutItem* item : m_items)
        delete item;
}

QLayoutItem* FlowLayout::itemAt(int at) const
{
    return at >= 0 && at < count() ? m_items[static_cast<std::size_t>(at)] : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int at)
{
    if (at < 0 || at >= count())
        return nullptr;
    QLayoutItem* item = m_items[static_cast<std::size_t>(at)];
    m_items.erase(m_items.begin() + at);
    return item;
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool moves) const
{
    const QRect room = rect.marginsRemoved(contentsMargins());
    int x = room.left(), y = room.top(), line = 0;
    for (const QLayoutItem* item : m_items) {
        QSize size = item->sizeHint();
        if (x > room.left() && x + size.width() > room.right() + 1) {
            x = room.left();
            y += line + m_gap;
            line = 0;
        }
        const bool isLast = item == m_items.back();
        size.setWidth(isLast ? std::max(0, room.right() + 1 - x) : std::min(size.width(), room.width()));
        if (moves)
            const_cast<QLayoutItem*>(item)->setGeometry(
                QStyle::visualRect(parentWidget()->layoutDirection(), room, QRect(QPoint(x, y), size)));
        x += size.width() + m_gap;
        line = std::max(line, size.height());
    }
    return y + line - rect.top() + contentsMargins().bottom();
}

} // namespace tracedeck::ui
