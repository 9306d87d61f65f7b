#include "widgets/popover_frame.h"

#include <QScreen>

namespace tracedeck::ui {

PopoverFrame::PopoverFrame(QWidget* parent) : QFrame(parent, Qt::Popup)
{
    setProperty("popover", true);
    setAttribute(Qt::WA_WindowPropagation);
}

void PopoverFrame::popUpUnder(const QWidget* anchor)
{
    adjustSize();
    QRect place(anchor->mapToGlobal(QPoint(0, anchor->height() + 4)), size());
    if (anchor->layoutDirection() == Qt::RightToLeft)
        place.moveRight(anchor->mapToGlobal(QPoint(anchor->width(), 0)).x());
    const QRect screen = anchor->screen()->availableGeometry();
    place.moveRight(qMin(place.right(), screen.right() - 4));
    place.moveLeft(qMax(place.left(), screen.left() + 4));
    place.moveBottom(qMin(place.bottom(), screen.bottom() - 4));
    move(place.topLeft());
    show();
}

} // namespace tracedeck::ui
