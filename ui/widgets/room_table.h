#pragma once

#include <QTableView>

#include <span>

namespace tracedeck::ui {

class Theme;

/// How wide a column is.
struct ColumnWidth {
    int design;
    int share;     ///< of what is left
    int hideBelow; ///< of the table's width; 0 = never
};

/// The table that a room is about: whole rows, many of which can be chosen, sorted by their heads; columns share the width, and the least
/// needed go first where there is little.
class RoomTable : public QTableView {
    Q_OBJECT
public:
    struct Look {
        std::span<const ColumnWidth> widths; ///< in the order of the columns; lives as long as the program
        int rowHeight, headHeight;
        int sortColumn; ///< ascending at first
    };
    RoomTable(const Theme& theme, const QString& name, const Look& look, QWidget* parent);
    void setModel(QAbstractItemModel* model) override;
    [[nodiscard]] int fullHeight() const; ///< with all rows
    /// This row alone, whatever keys are held: `setCurrentIndex` would look at them.
    void chooseRow(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override; ///< Ctrl+Up and Ctrl+Down move by a row and leave chosen what is
    void resizeEvent(QResizeEvent* event) override;
    void keyboardSearch(const QString&) override {}

private:
    void layOut();

    const Theme& m_theme;
    const Look m_look;
};

} // namespace tracedeck::ui
