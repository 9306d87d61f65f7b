#pragma once

#include "widgets/room_table.h"

namespace tracedeck::ui {

class MatrixDelegate;

/// The table of Workers: what is ticked is what is selected. A click on a switch or S asks to switch, Space ticks, Enter or F2
/// shows the details, D its file, W asks why there are no logs.
class MatrixTable : public RoomTable {
    Q_OBJECT
public:
    explicit MatrixTable(const Theme& theme, QWidget* parent = nullptr);
    /// Of the switch in this row, in the viewport.
    [[nodiscard]] QRect switchRect(const QModelIndex& index) const;

signals:
    void switched(const QModelIndex& index); ///< its switch was clicked
    void switchAsked();                      ///< by a key: of all that are ticked
    void opened(const QModelIndex& index);
    void fileAsked();   ///< the file of the one that is current
    void doctorAsked(); ///< why there are no logs of the one that is current

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QStyleOptionViewItem optionOf(const QModelIndex& index) const;
    [[nodiscard]] bool takesClick(const QMouseEvent& event);

    MatrixDelegate* m_delegate;
    bool m_isTaken = false; ///< the click that is under way
};

} // namespace tracedeck::ui
