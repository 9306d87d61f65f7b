#pragma once

#include "exceptions/group_answers.h"

#include <QAbstractTableModel>

#include <vector>

namespace tracedeck::ui {

/// Events beside invocations, by version or by Worker.
class RateModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Value, Events, Invocations, PerThousand, Bar, ColumnCount };
    enum Role { ShareRole = Qt::UserRole + 1 }; ///< share: 0…1 of the highest rate, -1 where there is none
    enum class By { Version, Worker };

    explicit RateModel(By by, QObject* parent = nullptr);

    void setRows(std::vector<RateRow> rows);
    [[nodiscard]] const RateRow& rowAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<RateRow> m_rows;
    double m_highest = 0;
    By m_by;
};

} // namespace tracedeck::ui
