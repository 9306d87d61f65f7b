#pragma once

#include <QTableView>

#include <vector>

namespace tracedeck::ui {

class Theme;

/// A short table inside of a page: as high as its rows, no grid, a row opens with a click or Enter.
class SmallTable : public QTableView {
    Q_OBJECT
public:
    SmallTable(const Theme& theme, const QString& name, int designRowHeight, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    /// Design widths by column; 0 takes what is left.
    void setColumns(std::vector<int> designWidths);
    void setMostRows(int rows);

signals:
    void opened(int row);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyboardSearch(const QString&) override {}

private:
    void fit();
    void layOutColumns();

    const Theme& m_theme;
    std::vector<int> m_widths;
    int m_rowHeight;
    int m_mostRows = 8;
};

} // namespace tracedeck::ui
