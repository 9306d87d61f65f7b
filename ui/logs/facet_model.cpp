#include "logs/facet_model.h"

#include "logs/words.h"

#include <algorithm>
#include <ranges>

namespace tracedeck::ui {

namespace {

constexpr quintptr kIsField = ~quintptr {0};

QString valueWords(const std::string& value)
{
    return value.empty() ? FacetModel::tr("none") : shown(value);
}

} // namespace

FacetModel::FacetModel(FilterModel& filter, QObject* parent) : QAbstractItemModel(parent), m_filter(filter)
{
    for (const store::Column column : kFacetColumns)
        m_all.push_back({.column = column, .values = {}, .listed = {}});
    list();
    connect(&m_filter, &FilterModel::changed, this, [this] {
        for (int field = 0; field < rowCount(); ++field) {
            const QModelIndex group = index(field, 0);
            emit dataChanged(group, group);
            if (rowCount(group) > 0)
                emit dataChanged(index(0, 0, group), index(rowCount(group) - 1, 0, group));
        }
    });
}

void FacetModel::setCounts(std::vector<store::ValueCounts> counts)
{
    beginResetModel();
    for (store::ValueCounts& fresh : counts) {
        const auto field = std::ranges::find(m_all, fresh.column, &Field::column);
        if (field == m_all.end())
            continue;
        for (store::ValueCount& old : field->values)
            if (std::ranges::find(fresh.values, old.value, &store::ValueCount::value) == fresh.values.end())
                fresh.values.push_back({old.value, 0, 0});
        field->values = std::move(fresh.values);
    }
    list();
    endResetModel();
}

void FacetModel::setStale(bool stale)
{
    m_stale = stale;
}

void FacetModel::setSearch(const QString& words)
{
    beginResetModel();
    m_search = words.trimmed();
    list();
    endResetModel();
}

void FacetModel::list()
{
    m_shown.clear();
    for (std::size_t i = 0; i < m_all.size(); ++i) {
        Field& field = m_all[i];
        const bool whole = m_search.isEmpty() || fieldLabel(store::nameOf(field.column)).contains(m_search, Qt::CaseInsensitive);
        field.listed.clear();
        field.most = 0;
        for (std::size_t v = 0; v < field.values.size(); ++v) {
            field.most = std::max(field.most, field.values[v].events);
            if (whole || valueWords(field.values[v].value).contains(m_search, Qt::CaseInsensitive))
                field.listed.push_back(v);
        }
        const bool nothing = field.values.empty() || (field.values.size() == 1 && field.values.front().value.empty());
        if (!field.listed.empty() && !nothing)
            m_shown.push_back(i);
    }
}

std::size_t FacetModel::rowsOf(const Field& field) const
{
    const std::size_t count = field.listed.size();
    return field.all || count <= kFirst + 1 ? count : kFirst + 1; // "Show 1 more" takes the place of that one
}

void FacetModel::showAll(const QModelIndex& more)
{
    beginResetModel();
    m_all[m_shown[static_cast<std::size_t>(more.parent().row())]].all = true;
    endResetModel();
}

std::vector<store::ValueCount> FacetModel::valuesOf(store::Column column) const
{
    if (column == store::Column::Outcome)
        column = store::Column::OutcomeSlice;
    const auto field = std::ranges::find(m_all, column, &Field::column);
    return field == m_all.end() ? std::vector<store::ValueCount>() : field->values;
}

QModelIndex FacetModel::index(int row, int column, const QModelIndex& parent) const
{
    if (column != 0 || row < 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, 0, parent.isValid() ? static_cast<quintptr>(parent.row()) : kIsField);
}

QModelIndex FacetModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == kIsField)
        return {};
    return createIndex(static_cast<int>(child.internalId()), 0, kIsField);
}

int FacetModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_shown.size());
    return parent.internalId() == kIsField && parent.column() == 0 ? static_cast<int>(rowsOf(fieldAt(parent))) : 0;
}

int FacetModel::columnCount(const QModelIndex& /*parent*/) const
{
    return 1;
}

const FacetModel::Field& FacetModel::fieldAt(const QModelIndex& index) const
{
    const auto row = index.internalId() == kIsField ? static_cast<std::size_t>(index.row()) : static_cast<std::size_t>(index.internalId());
    return m_all[m_shown[row]];
}

const store::ValueCount* FacetModel::valueAt(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == kIsField)
        return nullptr;
    const Field& field = fieldAt(index);
    const auto row = static_cast<std::size_t>(index.row());
    const bool isMore = !field.all && field.listed.size() > kFirst + 1 && row == kFirst;
    return isMore || row >= field.listed.size() ? nullptr : &field.values[field.listed[row]];
}

QVariant FacetModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Field& field = fieldAt(index);
    if (role == ColumnRole)
        return static_cast<int>(field.column);
    if (index.internalId() == kIsField)
        return fieldData(field, role);
    const store::ValueCount* value = valueAt(index);
    return value ? valueData(field, *value, role) : moreData(field, role);
}

QVariant FacetModel::fieldData(const Field& field, int role) const
{
    const auto name = store::nameOf(field.column);
    switch (role) {
    case KindRole: return static_cast<int>(Kind::Field);
    case Qt::DisplayRole: return fieldLabel(name);
    case FilteredRole: return isFieldFiltered(m_filter.draft(), name);
    default: return {};
    }
}

QVariant FacetModel::moreData(const Field& field, int role) const
{
    if (role == KindRole)
        return static_cast<int>(Kind::More);
    return role == Qt::DisplayRole ? QVariant(tr("Show %n more", nullptr, static_cast<int>(field.listed.size() - kFirst))) : QVariant();
}

QVariant FacetModel::valueData(const Field& field, const store::ValueCount& value, int role) const
{
    const auto state = [&] { return stateOf(m_filter.draft(), store::nameOf(field.column), value.value); };
    const QString text = field.column == store::Column::Version ? shortId(valueWords(value.value)) : valueWords(value.value);
    switch (role) {
    case KindRole: return static_cast<int>(Kind::Value);
    case Qt::DisplayRole: return text;
    case Qt::ToolTipRole:
        return QString(QStringLiteral("<qt>") % valueWords(value.value).toHtmlEscaped() % QStringLiteral("<br>")
                       % tr("%1 events").arg(countText(value.events)) % QStringLiteral("</qt>"));
    case Qt::CheckStateRole: return state() == ValueState::Included ? Qt::Checked : Qt::Unchecked;
    case Qt::AccessibleTextRole:
        return state() == ValueState::Excluded ? tr("%1, left out, %2 events").arg(text, countText(value.events))
                                               : tr("%1, %2 events").arg(text, countText(value.events));
    case StateRole: return static_cast<int>(state());
    case CountRole: return QVariant::fromValue<quint64>(value.events);
    case ShareRole: return field.most == 0 ? 0.0 : static_cast<double>(value.events) / static_cast<double>(field.most);
    case ValueRole: return plain(value.value);
    default: return {};
    }
}

Qt::ItemFlags FacetModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags base = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return valueAt(index) ? base | Qt::ItemIsUserCheckable : base;
}

void FacetModel::setIncluded(const QModelIndex& index, bool included)
{
    const store::ValueCount* value = valueAt(index);
    if (!value)
        return;
    const auto name = store::nameOf(fieldAt(index).column);
    const FilterDraft& draft = m_filter.draft();
    m_filter.change(included ? including(draft, name, value->value) : notIncluding(draft, name, value->value), tr("Choose values"));
}

void FacetModel::only(const QModelIndex& index)
{
    if (const store::ValueCount* value = valueAt(index))
        m_filter.change(onlyValue(m_filter.draft(), store::nameOf(fieldAt(index).column), value->value), tr("Only this value"));
}

void FacetModel::exclude(const QModelIndex& index)
{
    if (const store::ValueCount* value = valueAt(index))
        m_filter.change(excluding(m_filter.draft(), store::nameOf(fieldAt(index).column), value->value), tr("Filter out"));
}

void FacetModel::clear(const QModelIndex& field)
{
    m_filter.change(withoutField(m_filter.draft(), store::nameOf(fieldAt(field).column)), tr("Clear field"));
}

} // namespace tracedeck::ui
