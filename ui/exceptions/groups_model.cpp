#include "exceptions/groups_model.h"

#include "text/format.h"
#include "text/missing.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace tracedeck::ui {

namespace {

using store::ExceptionGroup;

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QString workersText(const ExceptionGroup& group)
{
    if (group.scripts.empty())
        return kMissing.toString();
    auto first = orMissing(group.scripts.front().value);
    if (group.scripts.size() == 1)
        return first;
    return GroupsModel::tr("%1 and %n more", nullptr, static_cast<int>(group.scripts.size()) - 1).arg(first);
}

struct OrderSpec {
    GroupOrder order;
    bool (*before)(const ExceptionGroup&, const ExceptionGroup&);
};
constexpr std::array kOrders {
    OrderSpec {GroupOrder::Events, [](const ExceptionGroup& a, const ExceptionGroup& b) { return a.events > b.events; }},
    OrderSpec {GroupOrder::LastSeen, [](const ExceptionGroup& a, const ExceptionGroup& b) { return a.last > b.last; }},
    OrderSpec {GroupOrder::FirstSeen, [](const ExceptionGroup& a, const ExceptionGroup& b) { return a.first > b.first; }},
    OrderSpec {GroupOrder::Name,
               [](const ExceptionGroup& a, const ExceptionGroup& b) { return a.name != b.name ? a.name < b.name : a.message < b.message; }},
};

} // namespace

GroupsModel::GroupsModel(QObject* parent) : QAbstractListModel(parent) {}

void GroupsModel::setGroups(store::ExceptionGroups groups)
{
    beginResetModel();
    m_all = std::move(groups);
    arrange();
    endResetModel();
}

void GroupsModel::setText(const QString& text)
{
    if (text == m_text)
        return;
    beginResetModel();
    m_text = text;
    arrange();
    endResetModel();
}

void GroupsModel::setOrder(GroupOrder order)
{
    if (order == m_order)
        return;
    beginResetModel();
    m_order = order;
    arrange();
    endResetModel();
}

void GroupsModel::setUtc(bool utc)
{
    m_utc = utc;
    if (!m_rows.empty())
        emit dataChanged(index(0), index(rowCount() - 1));
}

std::optional<int> GroupsModel::rowOf(events::GroupKey key) const
{
    const auto found = std::ranges::find_if(m_rows, [&](std::size_t row) { return m_all.groups[row].key == key; });
    return found == m_rows.end() ? std::nullopt : std::optional {static_cast<int>(found - m_rows.begin())};
}

int GroupsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant GroupsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& group = groupAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case NameRole: return shown(group.name);
    case MessageRole: return shown(group.message);
    case WorkersRole: return workersText(group);
    case CulpritRole: return shown(group.culprit);
    case CountRole: return countText(group.events);
    case LastSeenRole: return momentOrMissing(group.last, m_utc);
    case GroupRole: return QVariant::fromValue(&group);
    case Qt::AccessibleTextRole: return rowText(group);
    default: return {};
    }
}

QString GroupsModel::rowText(const ExceptionGroup& group) const
{
    return tr("%1: %2, %3, %n events, last seen %4", nullptr, static_cast<int>(std::min<std::uint64_t>(group.events, INT_MAX)))
        .arg(shown(group.name), shown(group.message), workersText(group), momentOrMissing(group.last, m_utc));
}

bool GroupsModel::matches(const ExceptionGroup& group) const
{
    const auto has = [&](const std::string& value) { return text(value).contains(m_text, Qt::CaseInsensitive); };
    return m_text.isEmpty() || has(group.name) || has(group.message) || has(group.culprit) || has(group.name + ": " + group.message)
        || std::ranges::any_of(group.scripts, has, &store::ValueCount::value);
}

void GroupsModel::arrange()
{
    m_rows.clear();
    for (std::size_t row = 0; row < m_all.groups.size(); ++row)
        if (matches(m_all.groups[row]))
            m_rows.push_back(row);
    const auto before = std::ranges::find(kOrders, m_order, &OrderSpec::order)->before;
    std::ranges::stable_sort(m_rows, [&](std::size_t a, std::size_t b) { return before(m_all.groups[a], m_all.groups[b]); });
}

} // namespace tracedeck::ui

Q_DECLARE_METATYPE(const tracedeck::store::ExceptionGroup*)
