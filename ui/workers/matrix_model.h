#pragma once

#include "workers/worker_id.h"

#include <QAbstractTableModel>

#include <set>
#include <vector>

namespace tracedeck::ui {

/// The Workers of an account beside what their wrangler files say; two lines a row. Sorted and filtered by a proxy over it.
class MatrixModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Tick, Worker, Logpush, File, Next, Invocations, LastLog, Events, ColumnCount };
    enum Role {
        SecondRole = Qt::UserRole + 1, ///< the second line
        SortRole,
        SearchRole, ///< all that Find looks at
        BusyRole,   ///< it is being switched
        AlarmRole,  ///< the second line is a warning
        NextRole,   ///< workers::NextDeploy as int
    };

    explicit MatrixModel(QObject* parent = nullptr);

    /// Rows of Workers that stay keep their place; the rest comes, at the end, and goes.
    void setRows(std::vector<workers::WorkerRow> rows, std::int64_t nowMs);
    void setBusy(std::set<WorkerId> workers);
    void setUtc(bool utc);
    [[nodiscard]] const workers::WorkerRow& rowAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    [[nodiscard]] const std::vector<workers::WorkerRow>& rows() const { return m_rows; }
    [[nodiscard]] bool isBusy(const WorkerId& worker) const { return m_busy.contains(worker); }
    [[nodiscard]] int rowOf(const WorkerId& worker) const; ///< -1: not there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString first(const workers::WorkerRow& row, int column) const;
    [[nodiscard]] QString second(const workers::WorkerRow& row, int column) const;
    [[nodiscard]] QString tip(const workers::WorkerRow& row, int column) const;
    void announce();
    void drop(int first, int last);
    void append(std::vector<workers::WorkerRow> rows);

    std::vector<workers::WorkerRow> m_rows;
    std::set<WorkerId> m_busy;
    std::int64_t m_nowMs = 0;
    bool m_utc = true;
};

} // namespace tracedeck::ui
