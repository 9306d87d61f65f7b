#pragma once

#include "widgets/cell_delegate.h"

namespace tracedeck::ui {

/// Rows of JudgedModel: the verdict is a badge, an outcome has its glyph.
class JudgedDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tracedeck::ui
