#pragma once

#include "widgets/cell_delegate.h"

namespace tracedeck::ui {

/// A group on the overview: glyph, name and message, where it happens, how many events.
class TopGroupDelegate : public CellDelegate {
    Q_OBJECT
public:
    explicit TopGroupDelegate(const Theme& theme, QObject* parent = nullptr);

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tracedeck::ui
