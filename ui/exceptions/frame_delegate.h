#pragma once

#include "widgets/cell_delegate.h"

namespace tracedeck::ui {

/// One frame of a stack: an accent line and bold text where it is the app's own.
class FrameDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tracedeck::ui
