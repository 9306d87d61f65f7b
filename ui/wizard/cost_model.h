#pragma once

#include "wizard/review_page.h"

#include <QAbstractTableModel>

namespace tracedeck::ui {

/// What the jobs of an account cost a month, with the new one.
class CostModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { What, Today, Added, Total, How, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// `isOfEdit`: the job is there already, and the first figures are those of the others.
    void setRows(std::vector<CostRow> rows, bool isOfEdit);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<CostRow> m_rows;
    bool m_isOfEdit = false;
};

} // namespace tracedeck::ui
