#include "exceptions/samples_model.h"

#include "text/format.h"
#include "text/missing.h"
#include "widgets/cell_delegate.h"
#include "widgets/plain_label.h"

#include <array>

namespace tracedeck::ui {

namespace {

using store::EventRow;

/// How rows are written.
struct Style {
    bool utc;
    const std::string& usualName;
};

QString momentText(const EventRow& row, bool utc)
{
    return row.timestampMs ? QString(dateText(*row.timestampMs, utc) % u' ' % timeText(*row.timestampMs, utc)) : kMissing.toString();
}

QString messageText(const EventRow& row, const std::string& usualName)
{
    if (row.messageName.empty() || (row.messageName == usualName && !row.message.empty()))
        return orMissing(row.message);
    return row.message.empty() ? shown(row.messageName) : QString(shown(row.messageName) % u": " % shown(row.message));
}

struct ColumnSpec {
    const char* title;
    QString (*text)(const EventRow&, const Style&);
};
const std::array<ColumnSpec, SamplesModel::ColumnCount> kColumns {{
    {QT_TRANSLATE_NOOP("tracedeck::ui::SamplesModel", "Time (%1)"),
     [](const EventRow& row, const Style& style) { return momentText(row, style.utc); }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::SamplesModel", "Worker"),
     [](const EventRow& row, const Style&) { return orMissing(row.scriptName); }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::SamplesModel", "Set off by"),
     [](const EventRow& row, const Style&) { return orMissing(row.trigger); }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::SamplesModel", "Message"),
     [](const EventRow& row, const Style& style) { return messageText(row, style.usualName); }},
}};

} // namespace

SamplesModel::SamplesModel(QObject* parent) : QAbstractTableModel(parent) {}

void SamplesModel::setRows(std::vector<EventRow> rows, std::string usualName)
{
    beginResetModel();
    m_usualName = std::move(usualName);
    m_rows = std::move(rows);
    endResetModel();
}

void SamplesModel::setUtc(bool utc)
{
    m_utc = utc;
    emit headerDataChanged(Qt::Horizontal, Time, Time);
    if (!m_rows.empty())
        emit dataChanged(index(0, Time), index(rowCount() - 1, Time));
}

int SamplesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SamplesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SamplesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    const auto text = [&] {
        return kColumns[static_cast<std::size_t>(index.column())].text(rowAt(index.row()), Style {m_utc, m_usualName});
    };
    switch (role) {
    case Qt::DisplayRole: return text();
    case Qt::ToolTipRole: return plainToolTip(text());
    case cell::FaceRole: return index.column() == Time ? cell::Mono : cell::Usual;
    case cell::ToneRole: return index.column() == Trigger ? cell::Secondary : cell::Plain;
    default: return {};
    }
}

QVariant SamplesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const auto title = tr(kColumns[static_cast<std::size_t>(section)].title);
    return section == Time ? title.arg(zoneName(m_utc)) : title;
}

} // namespace tracedeck::ui
