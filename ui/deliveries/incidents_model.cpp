#include "deliveries/incidents_model.h"

#include "deliveries/deliveries_text.h"
#include "text/format.h"
#include "widgets/plain_label.h"

namespace tracedeck::ui {

IncidentsModel::IncidentsModel(QObject* parent) : QAbstractListModel(parent) {}

void IncidentsModel::setIncidents(std::vector<Incident> incidents, bool withDay)
{
    beginResetModel();
    m_incidents = std::move(incidents);
    m_withDay = withDay;
    endResetModel();
}

int IncidentsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_incidents.size());
}

QVariant IncidentsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Incident& incident = incidentAt(index.row());
    const auto kind = incident.isMissing() ? tr("Missing") : tr("Late");
    const auto window = momentText(incident.range, m_withDay);
    const auto note = [&]() -> QString {
        if (incident.isMissing())
            return incident.isOpen ? tr("still growing") : QString();
        return incident.late.catchUps > 0 ? tr("%n catch-up files", nullptr, static_cast<int>(incident.late.catchUps)) : QString();
    };
    switch (role) {
    case KindRole: return kind;
    case WindowRole: return window;
    case ExtentRole: return extentText(incident);
    case NoteRole: return note();
    case MissingRole: return incident.isMissing();
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return tr("%1, %2 UTC, %3").arg(kind, window, extentText(incident));
    case Qt::ToolTipRole:
        return plainToolTip(tr("%1 to %2 UTC").arg(dateTimeText(incident.range.from, true), dateTimeText(incident.range.to, true)));
    default: return {};
    }
}

} // namespace tracedeck::ui
