#pragma once

#include "widgets/cell_delegate.h"

namespace tracedeck::ui {

/// The rate tables: text cells, and the bar of the last column.
class RateDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tracedeck::ui
