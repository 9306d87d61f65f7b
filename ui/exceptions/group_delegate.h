#pragma once

#include "widgets/cell_delegate.h"

namespace tracedeck::store {
struct ExceptionGroup;
}

namespace tracedeck::ui {

/// One exception group as two lines, a sparkline and its count.
class GroupDelegate : public CellDelegate {
    Q_OBJECT
public:
    explicit GroupDelegate(const Theme& theme, QObject* parent = nullptr);

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintWords(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintNumbers(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const;
};

} // namespace tracedeck::ui
