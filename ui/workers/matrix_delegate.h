#pragma once

#include "widgets/cell_delegate.h"

namespace tracedeck::ui {

/// Paints a Worker's row: the tick that is its selection, two lines, a switch, a badge for the next deploy.
class MatrixDelegate : public CellDelegate {
    Q_OBJECT
public:
    explicit MatrixDelegate(const Theme& theme, QObject* parent = nullptr);

    /// Where the switch and the tick of a row are, for clicks.
    [[nodiscard]] QRect switchRect(const QStyleOptionViewItem& option) const;
    [[nodiscard]] QRect tickRect(const QStyleOptionViewItem& option) const;

protected:
    void paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintTick(QPainter& painter, const QStyleOptionViewItem& option) const;
    void paintLines(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintFlag(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintNext(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    [[nodiscard]] QRect placed(const QStyleOptionViewItem& option, QSize size) const;
};

} // namespace tracedeck::ui
