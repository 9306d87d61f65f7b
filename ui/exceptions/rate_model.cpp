#include "exceptions/rate_model.h"

#include "text/format.h"
#include "text/missing.h"
#include "widgets/cell_delegate.h"
#include "widgets/plain_label.h"

#include <algorithm>
#include <array>

namespace tracedeck::ui {

namespace {

constexpr auto kLeft = Qt::AlignLeft | Qt::AlignVCenter;
constexpr auto kRight = Qt::AlignRight | Qt::AlignVCenter;

QString versionText(const RateRow& row)
{
    return row.value.empty() ? kMissing.toString() : shortId(QString::fromStdString(row.value));
}

struct ColumnSpec {
    const char* title;
    const char* about;
    Qt::Alignment align;
    QString (*text)(const RateRow&);
};
const std::array<ColumnSpec, RateModel::ColumnCount> kColumns {{
    {QT_TRANSLATE_NOOP("tracedeck::ui::RateModel", "Version"), QT_TRANSLATE_NOOP("tracedeck::ui::RateModel", "Version of the Worker"),
     kLeft, [](const RateRow& row) { return orMissing(row.value); }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::RateModel", "Events"), QT_TRANSLATE_NOOP("tracedeck::ui::RateModel", "Events of this group"), kRight,
     [](const RateRow& row) { return countText(row.events); }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::RateModel", "Invocations"), QT_TRANSLATE_NOOP("tracedeck::ui::RateModel", "All delivered events"),
     kRight, [](const RateRow& row) { return countText(row.invocations); }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::RateModel", "Per 1,000"),
     QT_TRANSLATE_NOOP("tracedeck::ui::RateModel", "Events of this group in 1,000 invocations"), kRight,
     [](const RateRow& row) { return perThousandOrMissing(row.rate()); }},
    {"", "", kLeft, [](const RateRow&) { return QString {}; }},
}};

} // namespace

RateModel::RateModel(By by, QObject* parent) : QAbstractTableModel(parent), m_by(by) {}

void RateModel::setRows(std::vector<RateRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_highest = 0;
    for (const auto& row : m_rows)
        m_highest = std::max(m_highest, row.rate().value_or(0));
    endResetModel();
}

int RateModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RateModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RateModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& row = rowAt(index.row());
    const auto& column = kColumns[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole: return index.column() == Value && m_by == By::Version ? versionText(row) : column.text(row);
    case Qt::ToolTipRole: return plainToolTip(column.text(row));
    case Qt::TextAlignmentRole: return static_cast<int>(column.align);
    case cell::FaceRole:
        if (index.column() == Value)
            return m_by == By::Version ? cell::Mono : cell::Usual;
        return index.column() == Events && row.events > 0 ? cell::Strong : cell::Usual;
    case ShareRole:
        if (index.column() != Bar || !row.rate())
            return -1.0;
        return m_highest > 0 ? *row.rate() / m_highest : 0.0;
    default: return {};
    }
}

QVariant RateModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const auto& column = kColumns[static_cast<std::size_t>(section)];
    const bool worker = section == Value && m_by == By::Worker;
    switch (role) {
    case Qt::DisplayRole: return worker ? tr("Worker") : *column.title == 0 ? QString {} : tr(column.title);
    case Qt::ToolTipRole: return worker ? tr("Name of the Worker") : *column.about == 0 ? QString {} : tr(column.about);
    case Qt::TextAlignmentRole: return static_cast<int>(column.align);
    default: return {};
    }
}

} // namespace tracedeck::ui
