#include "wizard/cost_model.h"

#include "widgets/cell_delegate.h"
#include "widgets/plain_label.h"

namespace tracedeck::ui {

namespace {

struct ColumnSpec {
    const char* title;
    Qt::Alignment align;
    QString CostRow::*text;
};

constexpr Qt::Alignment kLeft = Qt::AlignLeft | Qt::AlignVCenter, kRight = Qt::AlignRight | Qt::AlignVCenter;

// In the order of the enum.
constexpr std::array<ColumnSpec, CostModel::ColumnCount> kColumns {{
    {"", kLeft, &CostRow::title},
    {QT_TRANSLATE_NOOP("tracedeck::ui::CostModel", "All jobs today"), kRight, &CostRow::today},
    {QT_TRANSLATE_NOOP("tracedeck::ui::CostModel", "This job adds"), kRight, &CostRow::added},
    {QT_TRANSLATE_NOOP("tracedeck::ui::CostModel", "Total after"), kRight, &CostRow::total},
    {QT_TRANSLATE_NOOP("tracedeck::ui::CostModel", "How it is computed"), kLeft, &CostRow::how},
}};

} // namespace

void CostModel::setRows(std::vector<CostRow> rows, bool isOfEdit)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_isOfEdit = isOfEdit;
    endResetModel();
}

int CostModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CostModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CostModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const ColumnSpec& column = kColumns.at(static_cast<std::size_t>(index.column()));
    const QString& text = m_rows.at(static_cast<std::size_t>(index.row())).*column.text;
    switch (role) {
    case Qt::DisplayRole: return text;
    case Qt::ToolTipRole: return plainToolTip(text);
    case Qt::TextAlignmentRole: return QVariant::fromValue(column.align);
    case cell::ToneRole: return index.column() == How ? cell::Secondary : cell::Plain;
    case cell::FaceRole: return index.column() == Added ? cell::Strong : cell::Usual;
    default: return {};
    }
}

QVariant CostModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const ColumnSpec& column = kColumns.at(static_cast<std::size_t>(section));
    if (role == Qt::DisplayRole && m_isOfEdit && (section == Today || section == Added))
        return section == Today ? tr("Other jobs") : tr("This job");
    if (role == Qt::DisplayRole)
        return section == What ? QString() : tr(column.title);
    return role == Qt::TextAlignmentRole ? QVariant::fromValue(column.align) : QVariant();
}

} // namespace tracedeck::ui
