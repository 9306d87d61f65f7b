#include "workers/matrix_filter.h"

#include "workers/matrix_model.h"

namespace tracedeck::ui {

MatrixFilter::MatrixFilter(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(MatrixModel::SortRole);
    setFilterRole(MatrixModel::SearchRole);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
}

void MatrixFilter::setKind(int kind)
{
    m_kind = kind;
    invalidateFilter();
}

bool MatrixFilter::isOf(const workers::WorkerRow& row, int kind)
{
    switch (kind) {
    case Drift: return workers::isDrift(row);
    case Off: return row.worker.logpush == false;
    case Quiet: return row.verdict == workers::WorkerVerdict::OnButQuiet;
    default: return true;
    }
}

bool MatrixFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto* matrix = static_cast<const MatrixModel*>(sourceModel());
    return isOf(matrix->rowAt(row), m_kind) && QSortFilterProxyModel::filterAcceptsRow(row, parent);
}

} // namespace tracedeck::ui
