#pragma once

#include <QStyledItemDelegate>

namespace tracedeck::ui {

class Theme;

/// How a table cell or list row is dressed; models answer these roles beside the text.
namespace cell {
enum Role { ToneRole = Qt::UserRole + 200, FaceRole };
enum Tone { Plain, Secondary, Alarm };
enum Face { Usual, Mono, Strong };
} // namespace cell

/// Paints rows as the style guide has them: fills for hover and selection, a thin line below, one line of plain text, never rich.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CellDelegate(const Theme& theme, int designRowHeight = 36, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    void paintRow(QPainter& painter, const QStyleOptionViewItem& option) const;
    virtual void paintContent(QPainter& painter, const QRect& rect, const QStyleOptionViewItem& option, const QModelIndex& index) const;

private:
    const Theme& m_theme;
    int m_rowHeight;
};

} // namespace tracedeck::ui
