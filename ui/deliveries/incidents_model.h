#pragma once

#include "deliveries/deliveries_answers.h"

#include <QAbstractListModel>

namespace tracedeck::ui {

/// The incidents of a span, as the answer orders them.
class IncidentsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { KindRole = Qt::UserRole + 1, WindowRole, ExtentRole, NoteRole, MissingRole };

    explicit IncidentsModel(QObject* parent = nullptr);

    void setIncidents(std::vector<Incident> incidents, bool withDay = false);
    [[nodiscard]] const Incident& incidentAt(int row) const { return m_incidents[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<Incident> m_incidents;
    bool m_withDay = false;
};

} // namespace tracedeck::ui
