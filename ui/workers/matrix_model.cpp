#include "workers/matrix_model.h"

#include "base/visible_text.h"
#include "text/format.h"
#include "widgets/cell_delegate.h"
#include "widgets/plain_label.h"
#include "workers/worker_words.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using workers::WorkerRow;

namespace {

struct ColumnSpec {
    const char* title;
    Qt::Alignment align;
    QVariant (*sort)(const WorkerRow& row);
};

constexpr Qt::Alignment kLeft = Qt::AlignLeft | Qt::AlignVCenter, kRight = Qt::AlignRight | Qt::AlignVCenter;

QVariant byName(const WorkerRow& row)
{
    return QString(row.worker.name.toCaseFolded() + u'\n' + row.worker.dispatchNamespace);
}

/// What wants a person first.
QVariant byNext(const WorkerRow& row)
{
    using workers::NextDeploy;
    constexpr std::array order {NextDeploy::TurnsOff, NextDeploy::MayReset, NextDeploy::TurnsOn,
                                NextDeploy::Unknown,  NextDeploy::StaysOff, NextDeploy::StaysOn};
    return static_cast<int>(std::ranges::find(order, row.next) - order.begin());
}

QVariant byCount(const std::optional<std::uint64_t>& count)
{
    return count ? static_cast<qlonglong>(*count) : -1LL;
}

// In the order of the enum.
const std::array<ColumnSpec, MatrixModel::ColumnCount> kColumns {{
    {"", kLeft, byName},
    {QT_TRANSLATE_NOOP("tracedeck::ui::MatrixModel", "Worker"), kLeft, byName},
    {QT_TRANSLATE_NOOP("tracedeck::ui::MatrixModel", "Logpush"), kLeft,
     [](const WorkerRow& row) -> QVariant { return row.worker.logpush ? (*row.worker.logpush ? 2 : 1) : 0; }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::MatrixModel", "Wrangler file"), kLeft,
     [](const WorkerRow& row) -> QVariant { return row.link ? QString(row.link->path + u'\n' + row.link->environment) : QString(); }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::MatrixModel", "Next deploy"), kLeft, byNext},
    {QT_TRANSLATE_NOOP("tracedeck::ui::MatrixModel", "Invocations 24 h"), kRight,
     [](const WorkerRow& row) { return byCount(row.invocations); }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::MatrixModel", "Last log"), kRight,
     [](const WorkerRow& row) -> QVariant { return row.delivered ? qlonglong {row.delivered->lastMs.value_or(0)} : -1LL; }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::MatrixModel", "Events 24 h"), kRight,
     [](const WorkerRow& row) { return byCount(row.delivered ? std::optional(row.delivered->events) : std::nullopt); }},
}};

} // namespace

MatrixModel::MatrixModel(QObject* parent) : QAbstractTableModel(parent) {}

int MatrixModel::rowOf(const WorkerId& worker) const
{
    const auto at = std::ranges::find(m_rows, worker, idOf);
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

void MatrixModel::announce()
{
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void MatrixModel::setRows(std::vector<WorkerRow> rows, std::int64_t nowMs)
{
    m_nowMs = nowMs;
    std::map<WorkerId, WorkerRow> coming;
    std::vector<WorkerId> order;
    for (WorkerRow& row : rows) {
        order.push_back(idOf(row));
        coming.insert_or_assign(order.back(), std::move(row));
    }
    for (int at = rowCount() - 1; at >= 0; --at) { // from behind: what is before stays where it is
        int first = at;
        while (first >= 0 && !coming.contains(idOf(rowAt(first))))
            --first;
        if (first < at)
            drop(first + 1, at);
        at = first;
    }
    for (WorkerRow& row : m_rows) {
        const auto known = coming.find(idOf(row));
        row = std::move(known->second);
        coming.erase(known);
    }
    announce();
    std::vector<WorkerRow> added;
    for (const WorkerId& id : order) {
        if (const auto found = coming.find(id); found != coming.end()) {
            added.push_back(std::move(found->second));
            coming.erase(found);
        }
    }
    append(std::move(added));
}

void MatrixModel::drop(int first, int last)
{
    beginRemoveRows({}, first, last);
    m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
    endRemoveRows();
}

void MatrixModel::append(std::vector<WorkerRow> rows)
{
    if (rows.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
    std::ranges::move(rows, std::back_inserter(m_rows));
    endInsertRows();
}

void MatrixModel::setBusy(std::set<WorkerId> workers)
{
    if (m_busy == workers)
        return;
    m_busy = std::move(workers);
    announce();
}

void MatrixModel::setUtc(bool utc)
{
    m_utc = utc;
    announce();
}

int MatrixModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MatrixModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString MatrixModel::first(const WorkerRow& row, int column) const
{
    const auto count = [](const std::optional<std::uint64_t>& known) { return known ? countText(*known) : kMissing.toString(); };
    switch (column) {
    case Worker: return visibleText(row.worker.name);
    case Logpush: return row.worker.logpush ? flagText(row.worker.logpush) : tr("not known");
    case File: return row.link ? fileName(row) : fileFlagText(row);
    case Next: return nextDeployMark(row.next).text;
    case Invocations: return count(row.invocations);
    case LastLog: return lastLogText(row, m_nowMs);
    case Events: return count(row.delivered ? std::optional(row.delivered->events) : std::nullopt);
    default: return {};
    }
}

QString MatrixModel::second(const WorkerRow& row, int column) const
{
    if (column == Worker)
        return aboutText(row, m_utc);
    return column == File && row.link ? fileFlagText(row) : QString();
}

QString MatrixModel::tip(const WorkerRow& row, int column) const
{
    switch (column) {
    case File: return row.link ? shownPath(row.link->path) : tr("Link the folder of its project to see what the next deploy does.");
    case Next: return whyText(row);
    case LastLog:
        if (row.delivered && row.delivered->lastMs)
            return dateTimeText(*row.delivered->lastMs, m_utc) + u' ' + zoneName(m_utc);
        [[fallthrough]];
    case Invocations:
    case Events: return row.isNamesake ? tr("Not known: another Worker has this name, and counts are by name.") : first(row, column);
    default: return first(row, column);
    }
}

QVariant MatrixModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const WorkerRow& row = rowAt(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return first(row, column);
    case SecondRole: return second(row, column);
    case Qt::AccessibleTextRole: {
        const QString more = second(row, column);
        return more.isEmpty() ? first(row, column) : QString(first(row, column) + u", " + more);
    }
    case Qt::ToolTipRole: return plainToolTip(tip(row, column));
    case Qt::TextAlignmentRole: return QVariant::fromValue(kColumns.at(static_cast<std::size_t>(column)).align);
    case Qt::CheckStateRole:
        return column == Logpush && row.worker.logpush ? QVariant(*row.worker.logpush ? Qt::Checked : Qt::Unchecked) : QVariant();
    case SortRole: return kColumns.at(static_cast<std::size_t>(column)).sort(row);
    case SearchRole: return QStringList {row.worker.name, row.worker.dispatchNamespace, row.link ? row.link->path : QString()}.join(u'\n');
    case BusyRole: return m_busy.contains(idOf(row));
    case AlarmRole: return column == File && isFileFlagAlarming(row);
    case NextRole: return static_cast<int>(row.next);
    case cell::ToneRole: return column == LastLog && !(row.delivered && row.delivered->lastMs) ? cell::Secondary : cell::Plain;
    default: return {};
    }
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const ColumnSpec& column = kColumns.at(static_cast<std::size_t>(section));
    if (role == Qt::DisplayRole)
        return section == Tick ? QString() : tr(column.title);
    if (role == Qt::AccessibleTextRole && section == Tick)
        return tr("Chosen");
    return role == Qt::TextAlignmentRole ? QVariant::fromValue(column.align) : QVariant();
}

} // namespace tracedeck::ui
