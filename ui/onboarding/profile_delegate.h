#pragma once

#include "widgets/cell_delegate.h"

namespace tracedeck::ui {

/// A profile in a list: its tile, its name, and what it is below.
class ProfileDelegate : public CellDelegate {
    Q_OBJECT
public:
    explicit ProfileDelegate(const Theme& theme, QObject* parent = nullptr);

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tracedeck::ui
