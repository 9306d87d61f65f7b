#pragma once

#include "access/report.h"

#include <QAbstractTableModel>

namespace tracedeck::ui {

/// What the credential can do, one thing a row: whether role and token allow it, and what the API answered.
class CapabilityModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { What, Role, Token, Answer, ColumnCount };

    explicit CapabilityModel(QObject* parent = nullptr);

    void setReport(const access::Report& report);
    [[nodiscard]] access::Step stepAt(int row) const { return m_rows[static_cast<std::size_t>(row)].step; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString textOf(const access::Capability& row, int column) const;

    std::vector<access::Capability> m_rows;
};

} // namespace tracedeck::ui
