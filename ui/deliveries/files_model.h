#pragma once

#include "deliveries/deliveries_answers.h"

#include <QAbstractTableModel>

namespace tracedeck::ui {

/// The objects of a stretch of time and what is missing between them. Names are UTC and stay so.
class FilesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Window, Size, Events, Lag, ColumnCount };

    explicit FilesModel(QObject* parent = nullptr);

    void setLines(std::vector<FileLine> lines);
    [[nodiscard]] const FileLine& lineAt(int row) const { return m_lines[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<FileLine> m_lines;
};

} // namespace tracedeck::ui
