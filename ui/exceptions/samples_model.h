#pragma once

#include "store/answers.h"

#include <QAbstractTableModel>

#include <string>
#include <vector>

namespace tracedeck::ui {

/// The newest events of a group.
class SamplesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Worker, Trigger, Message, ColumnCount };

    explicit SamplesModel(QObject* parent = nullptr);

    /// A message of an exception called `usualName` goes without the name.
    void setRows(std::vector<store::EventRow> rows, std::string usualName = {});
    void setUtc(bool utc);
    [[nodiscard]] const store::EventRow& rowAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<store::EventRow> m_rows;
    std::string m_usualName;
    bool m_utc = true;
};

} // namespace tracedeck::ui
