#include "exceptions/rate_delegate.h"

#include "exceptions/rate_model.h"
#include "theme/theme.h"

#include <QPainter>

namespace tracedeck::ui {

void RateDelegate::paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (index.column() != RateModel::Bar) {
        CellDelegate::paintContent(painter, rect, option, index);
        return;
    }
    const double share = index.data(RateModel::ShareRole).toDouble();
    if (share < 0)
        return;
    constexpr int kThickness = 6;
    const QRectF track(rect.left(), rect.center().y() - kThickness / 2.0, rect.width(), kThickness);
    QRectF filled = track;
    filled.setWidth(track.width() * share);
    if (option.direction == Qt::RightToLeft)
        filled.moveRight(track.right());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().tokens().sunken);
    painter.drawRoundedRect(track, 2, 2);
    painter.setBrush(theme().tokens().outcomeException);
    if (share > 0)
        painter.drawRoundedRect(filled, 2, 2);
}

} // namespace tracedeck::ui
