#pragma once

#include <QAbstractTableModel>
#include <QStringList>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tracedeck::ui {

/// A field that a job may deliver.
struct FieldRow {
    QString name, type, meaning; ///< type and meaning "" where they are not known
    bool isChosen = false;
    std::optional<double> bytes; ///< it adds to an event on average; nullopt: not measured
};

/// The fields of the dataset, each to be ticked.
class FieldsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Type, Size, Meaning, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<FieldRow> rows);
    [[nodiscard]] const std::vector<FieldRow>& rows() const { return m_rows; }
    void choose(const QStringList& names); ///< these and no others
    void toggle(int row);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void edited(); ///< by a person

private:
    std::vector<FieldRow> m_rows;
};

} // namespace tracedeck::ui
