#include "overview/top_groups_model.h"

#include "events/vocabulary.h"
#include "text/format.h"
#include "text/missing.h"
#include "widgets/plain_label.h"

#include <algorithm>

namespace tracedeck::ui {

namespace {

constexpr std::size_t kShown = 20;

} // namespace

TopGroupsModel::TopGroupsModel(QObject* parent) : QAbstractListModel(parent) {}

void TopGroupsModel::setGroups(const store::ExceptionGroups& groups)
{
    beginResetModel();
    const auto shownGroups = std::min(kShown, groups.groups.size());
    m_groups.assign(groups.groups.begin(), groups.groups.begin() + static_cast<std::ptrdiff_t>(shownGroups));
    m_events = groups.events;
    endResetModel();
}

int TopGroupsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_groups.size());
}

QVariant TopGroupsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& group = m_groups[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case NameRole: return shown(group.name);
    case MessageRole: return shown(group.message);
    case AboutRole: return aboutText(group);
    case CountRole: return countText(group.events);
    case OutcomeRole: return static_cast<int>(group.ofOutcome ? events::outcomeClass(group.name, false) : events::OutcomeClass::Exception);
    case Qt::ToolTipRole:
        return plainToolTip(group.message.empty() ? shown(group.name) : QString(shown(group.name) % u": " % shown(group.message)));
    case Qt::AccessibleTextRole:
        return tr("%1: %2, %3, %4 events").arg(shown(group.name), shown(group.message), aboutText(group), countText(group.events));
    default: return {};
    }
}

QString TopGroupsModel::aboutText(const store::ExceptionGroup& group) const
{
    const auto worker = group.scripts.empty() ? kMissing.toString() : orMissing(group.scripts.front().value);
    const auto others = static_cast<int>(group.scripts.size()) - 1;
    const auto workers = others > 0 ? tr("%1 and %n more", nullptr, others).arg(worker) : worker;
    const auto rate = m_events == 0 ? std::nullopt : std::optional {static_cast<double>(group.events) / static_cast<double>(m_events)};
    return tr("%1 · %2 per 1,000 events").arg(workers, perThousandOrMissing(rate));
}

} // namespace tracedeck::ui
