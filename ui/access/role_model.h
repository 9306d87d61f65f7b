#pragma once

#include "access/role_table.h"

#include <QAbstractTableModel>

namespace tracedeck::ui {

/// The documented roles, what each may do with Logpush and why; the person's own stand out.
class RoleModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Logpush, Why, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setOwnRoles(const QStringList& roles);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] bool isOwn(const access::RoleRow& row) const;

    std::vector<const access::RoleRow*> m_own;
};

} // namespace tracedeck::ui
