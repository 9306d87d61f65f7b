#pragma once

#include <QTableView>

namespace tracedeck::ui {

class JobDelegate;
class Theme;

/// The table of jobs: many can be chosen, a click on the switch or Space switches, Enter opens the menu's first.
class JobsTable : public QTableView {
    Q_OBJECT
public:
    explicit JobsTable(const Theme& theme, QWidget* parent = nullptr);
    void setModel(QAbstractItemModel* model) override;
    [[nodiscard]] int fullHeight() const; ///< with all rows

signals:
    void switched(const QModelIndex& index); ///< its switch was clicked
    void switchAsked();                      ///< by a key: of all that are chosen
    void opened(const QModelIndex& index);
    void deleteAsked();
    void duplicateAsked(); ///< the one that is current

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyboardSearch(const QString&) override {}

private:
    void layOut();
    [[nodiscard]] bool isOnSwitch(const QModelIndex& index, const QPoint& at) const;

    const Theme& m_theme;
    JobDelegate* m_delegate;
};

} // namespace tracedeck::ui
