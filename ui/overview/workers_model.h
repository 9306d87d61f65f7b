#pragma once

#include "store/answers.h"

#include <QAbstractTableModel>

#include <vector>

namespace tracedeck::ui {

/// The Workers of a range, one a row, sortable by each column.
class WorkersModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Worker, EventTypes, Events, Trend, Failures, WallP95, LastEvent, ColumnCount };
    enum Role { TrendRole = Qt::UserRole + 1 };

    explicit WorkersModel(QObject* parent = nullptr);

    void setWorkers(std::vector<store::ScriptSummary> workers);
    void setUtc(bool utc);
    [[nodiscard]] const store::ScriptSummary& workerAt(int row) const { return m_workers[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    [[nodiscard]] QString failuresText(const store::ScriptSummary& worker) const;
    [[nodiscard]] bool alarming(const store::ScriptSummary& worker) const;
    void sortRows();

    std::vector<store::ScriptSummary> m_workers;
    std::uint64_t m_events = 0, m_failures = 0; ///< of all Workers
    int m_sortColumn = Events;
    Qt::SortOrder m_order = Qt::DescendingOrder;
    bool m_utc = true;
};

} // namespace tracedeck::ui
