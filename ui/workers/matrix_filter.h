#pragma once

#include "workers/worker_matrix.h"

#include <QSortFilterProxyModel>

namespace tracedeck::ui {

/// Which Workers are shown: by a kind and by what is typed.
class MatrixFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum Kind { All, Drift, Off, Quiet, KindCount };

    explicit MatrixFilter(QObject* parent = nullptr);
    void setKind(int kind);
    [[nodiscard]] static bool isOf(const workers::WorkerRow& row, int kind);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    int m_kind = All;
};

} // namespace tracedeck::ui
