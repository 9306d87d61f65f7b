#include "charts/chart_table.h"

namespace tracedeck::ui {

ChartTableModel::ChartTableModel(ChartTable table, QObject* parent) : QAbstractTableModel(parent), m_table(std::move(table)) {}

int ChartTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_table.rows;
}

int ChartTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.heads.size());
}

Qt::Alignment ChartTableModel::alignment(int column) const
{
    return (column == 0 || m_table.cells == ChartTable::Cells::Texts ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter;
}

QVariant ChartTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return m_table.text(index.row(), index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant(alignment(index.column()));
    return {};
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_table.heads.size())
        return {};
    if (role == Qt::DisplayRole)
        return m_table.heads[section];
    if (role == Qt::TextAlignmentRole)
        return QVariant(alignment(section));
    return {};
}

} // namespace tracedeck::ui
