#pragma once

#include "widgets/cell_delegate.h"

namespace tracedeck::ui {

/// The Workers table: text cells, and bars of the events over the range.
class WorkersDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tracedeck::ui
