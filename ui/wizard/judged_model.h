#pragma once

#include "store/filter_effect.h"

#include <QAbstractTableModel>

namespace tracedeck::ui {

/// Events of one's own, and what the filter would do to each.
class JudgedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Verdict, Script, EventText, Outcome, Wall, Because, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setEvents(std::vector<store::JudgedEvent> events);
    [[nodiscard]] const store::JudgedEvent& at(int row) const { return m_events.at(static_cast<std::size_t>(row)); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<store::JudgedEvent> m_events;
};

} // namespace tracedeck::ui
