#include "onboarding/source_table_model.h"

#include "widgets/cell_delegate.h"
#include "widgets/plain_label.h"
#include "widgets/source_words.h"

#include <array>

namespace tracedeck::ui {

namespace {

struct ColumnRow {
    const char* title;
    QString (*text)(const settings::LogSource&);
};

constexpr std::array<ColumnRow, SourceTableModel::ColumnCount> kColumns {{
    {QT_TRANSLATE_NOOP("tracedeck::ui::SourceTableModel", "Name"), sourceName},
    {QT_TRANSLATE_NOOP("tracedeck::ui::SourceTableModel", "Kind"), sourceKind},
    {QT_TRANSLATE_NOOP("tracedeck::ui::SourceTableModel", "Where"), sourcePlace},
}};

} // namespace

SourceTableModel::SourceTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void SourceTableModel::setSources(std::vector<settings::LogSource> sources)
{
    beginResetModel();
    m_sources = std::move(sources);
    endResetModel();
}

const settings::LogSource* SourceTableModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_sources[static_cast<std::size_t>(row)] : nullptr;
}

int SourceTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_sources.size());
}

int SourceTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SourceTableModel::data(const QModelIndex& index, int role) const
{
    const settings::LogSource* source = index.isValid() ? at(index.row()) : nullptr;
    if (!source)
        return {};
    switch (role) {
    case Qt::DisplayRole: return kColumns[static_cast<std::size_t>(index.column())].text(*source);
    case Qt::ToolTipRole: return plainToolTip(sourcePlace(*source));
    case Qt::TextAlignmentRole: return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case cell::ToneRole: return index.column() == Name ? cell::Plain : cell::Secondary;
    default: return {};
    }
}

QVariant SourceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    return tr(kColumns[static_cast<std::size_t>(section)].title);
}

} // namespace tracedeck::ui
