#pragma once

#include "widgets/cell_delegate.h"

namespace tracedeck::ui {

/// Paints a job's row: two lines, a switch, a strip of 24 hours, a badge for its state.
class JobDelegate : public CellDelegate {
    Q_OBJECT
public:
    explicit JobDelegate(const Theme& theme, QObject* parent = nullptr);

    /// Where the switch of a row is, for clicks.
    [[nodiscard]] QRect switchRect(const QStyleOptionViewItem& option) const;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintLines(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintSwitch(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintStrip(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
    void paintState(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const;
};

} // namespace tracedeck::ui
