#pragma once

#include "charts/chart_table.h"

#include <QDialog>

class QTableView;

namespace tracedeck::ui {

class Theme;

/// "View as table": a chart's values, to read and to copy (tab separated).
class ChartTableDialog : public QDialog {
    Q_OBJECT
public:
    ChartTableDialog(const Theme& theme, ChartTable table, QWidget* parent = nullptr);

    [[nodiscard]] QString asText() const; ///< all rows, tab separated, heads first

private:
    QTableView* m_view;
};

} // namespace tracedeck::ui
