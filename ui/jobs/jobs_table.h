#pragma once

#include "widgets/room_table.h"

namespace tracedeck::ui {

class JobDelegate;

/// The table of jobs: many can be chosen, a click on the switch or Space switches, Enter opens the menu's first.
class JobsTable : public RoomTable {
    Q_OBJECT
public:
    explicit JobsTable(const Theme& theme, QWidget* parent = nullptr);

signals:
    void switched(const QModelIndex& index); ///< its switch was clicked
    void switchAsked();                      ///< by a key: of all that are chosen
    void opened(const QModelIndex& index);
    void deleteAsked();
    void duplicateAsked(); ///< the one that is current

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] bool isOnSwitch(const QModelIndex& index, const QPoint& at) const;

    JobDelegate* m_delegate;
};

} // namespace tracedeck::ui
