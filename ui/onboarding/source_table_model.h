#pragma once

#include "settings/profile.h"

#include <QAbstractTableModel>

namespace tracedeck::ui {

/// The sources of a profile, one a row.
class SourceTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, Place, ColumnCount };

    explicit SourceTableModel(QObject* parent = nullptr);

    void setSources(std::vector<settings::LogSource> sources);
    /// Null where there is no such row.
    [[nodiscard]] const settings::LogSource* at(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<settings::LogSource> m_sources;
};

} // namespace tracedeck::ui
