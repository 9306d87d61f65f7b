#pragma once

#include "widgets/cell_delegate.h"

namespace tracedeck::ui {

/// One incident: its kind as a badge, when, and how much.
class IncidentDelegate : public CellDelegate {
    Q_OBJECT
public:
    explicit IncidentDelegate(const Theme& theme, QObject* parent = nullptr);

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tracedeck::ui
