#include "wizard/fields_model.h"

#include "widgets/plain_label.h"

#include <QLocale>

namespace tracedeck::ui {

namespace {

constexpr const char* kTitles[] = {
    QT_TRANSLATE_NOOP("tracedeck::ui::FieldsModel", "Field"), QT_TRANSLATE_NOOP("tracedeck::ui::FieldsModel", "Type"),
    QT_TRANSLATE_NOOP("tracedeck::ui::FieldsModel", "Adds"), QT_TRANSLATE_NOOP("tracedeck::ui::FieldsModel", "What it is")};

} // namespace

void FieldsModel::setRows(std::vector<FieldRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void FieldsModel::choose(const QStringList& names)
{
    for (FieldRow& row : m_rows)
        row.isChosen = names.contains(row.name);
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, ColumnCount - 1));
    emit edited();
}

void FieldsModel::toggle(int row)
{
    const QModelIndex at = index(row, Name);
    (void)setData(at, m_rows.at(static_cast<std::size_t>(row)).isChosen ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

int FieldsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FieldsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FieldsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const FieldRow& row = m_rows.at(static_cast<std::size_t>(index.row()));
    if (role == Qt::CheckStateRole && index.column() == Name)
        return row.isChosen ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((index.column() == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Meaning)
        return plainToolTip(row.meaning);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case Name: return row.name;
    case Type: return row.type;
    case Size: return row.bytes ? tr("%1 B").arg(QLocale().toString(*row.bytes, 'f', 0)) : QStringLiteral("—");
    default: return row.meaning;
    }
}

bool FieldsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || index.column() != Name)
        return false;
    m_rows.at(static_cast<std::size_t>(index.row())).isChosen = value.toInt() == Qt::Checked;
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit edited();
    return true;
}

Qt::ItemFlags FieldsModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return index.column() == Name ? usual | Qt::ItemIsUserCheckable : usual;
}

QVariant FieldsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return tr(kTitles[section]);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace tracedeck::ui
