#pragma once

#include <QWidget>

#include <vector>

class QGridLayout;

namespace tracedeck::ui {

class Theme;

/// Fields of a form in two columns, in one where there is no room for two.
class FormGrid : public QWidget {
    Q_OBJECT
public:
    explicit FormGrid(const Theme& theme, QWidget* parent = nullptr);
    /// Takes it; a wide one has a line of its own.
    void add(QWidget* field, bool isWide = false);
    void clear(); ///< all of them go

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Cell {
        QWidget* field = nullptr;
        bool isWide = false;
    };
    void layOut();

    const Theme& m_theme;
    QGridLayout* m_grid;
    std::vector<Cell> m_cells;
    int m_columns = 2;
};

} // namespace tracedeck::ui
