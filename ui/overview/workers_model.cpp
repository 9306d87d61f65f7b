#include "overview/workers_model.h"

#include "text/format.h"
#include "text/missing.h"
#include "widgets/cell_delegate.h"
#include "widgets/plain_label.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

namespace {

using store::ScriptSummary;

constexpr double kAlarmFloor = 0.005; ///< below this share nothing is loud
constexpr double kAlarmFactor = 2;    ///< times the rate of all other Workers together

double failureShare(const ScriptSummary& worker)
{
    return worker.events == 0 ? 0 : static_cast<double>(worker.failures) / static_cast<double>(worker.events);
}

QString typesText(const ScriptSummary& worker)
{
    QStringList types;
    for (const auto& type : worker.eventTypes)
        types << shown(type);
    return types.isEmpty() ? kMissing.toString() : types.join(QStringLiteral(" · "));
}

/// The sparkline in words.
QString trendText(const ScriptSummary& worker)
{
    const auto most = std::ranges::max_element(worker.spark);
    return WorkersModel::tr("highest %1 of %2 events in one of %3 steps")
        .arg(countText(most == worker.spark.end() ? 0 : *most), countText(worker.events), countText(worker.spark.size()));
}

struct ColumnSpec {
    const char* title;
    const char* about;
    Qt::Alignment align;
    QString (*text)(const ScriptSummary&, bool utc);
    bool (*less)(const ScriptSummary&, const ScriptSummary&);
};

constexpr auto kLeft = Qt::AlignLeft | Qt::AlignVCenter;
constexpr auto kRight = Qt::AlignRight | Qt::AlignVCenter;

constexpr bool secondary(int column)
{
    return column == WorkersModel::EventTypes || column == WorkersModel::LastEvent;
}

constexpr auto byEvents = [](const ScriptSummary& a, const ScriptSummary& b) { return a.events < b.events; };

const std::array<ColumnSpec, WorkersModel::ColumnCount> kColumns {{
    {QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "Worker"), QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "Name of the Worker"),
     kLeft, [](const ScriptSummary& w, bool) { return orMissing(w.scriptName); },
     [](const ScriptSummary& a, const ScriptSummary& b) { return a.scriptName < b.scriptName; }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "Event types"), QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "What set it off"),
     kLeft, [](const ScriptSummary& w, bool) { return typesText(w); },
     [](const ScriptSummary& a, const ScriptSummary& b) { return a.eventTypes < b.eventTypes; }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "Events"),
     QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "Delivered events in the range"), kRight,
     [](const ScriptSummary& w, bool) { return countText(w.events); }, byEvents},
    {QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "Over time"),
     QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "Events over the range"), kLeft,
     [](const ScriptSummary&, bool) { return QString {}; }, byEvents},
    {QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "Failed"),
     QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "Share of events with an exception or a failing outcome"), kRight,
     [](const ScriptSummary& w, bool) { return percentText(failureShare(w)); },
     [](const ScriptSummary& a, const ScriptSummary& b) { return failureShare(a) < failureShare(b); }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "Wall p95"),
     QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "95 of 100 events took no longer"), kRight,
     [](const ScriptSummary& w, bool) { return durationOrMissing(w.wallP95); },
     [](const ScriptSummary& a, const ScriptSummary& b) { return a.wallP95 < b.wallP95; }},
    {QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "Last event"),
     QT_TRANSLATE_NOOP("tracedeck::ui::WorkersModel", "Time of the newest event"), kRight,
     [](const ScriptSummary& w, bool utc) { return momentOrMissing(w.last, utc); },
     [](const ScriptSummary& a, const ScriptSummary& b) { return a.last < b.last; }},
}};

} // namespace

WorkersModel::WorkersModel(QObject* parent) : QAbstractTableModel(parent) {}

void WorkersModel::setWorkers(std::vector<ScriptSummary> workers)
{
    beginResetModel();
    m_workers = std::move(workers);
    m_events = m_failures = 0;
    for (const auto& worker : m_workers) {
        m_events += worker.events;
        m_failures += worker.failures;
    }
    sortRows();
    endResetModel();
}

void WorkersModel::setUtc(bool utc)
{
    m_utc = utc;
    if (!m_workers.empty())
        emit dataChanged(index(0, LastEvent), index(rowCount() - 1, LastEvent));
}

int WorkersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_workers.size());
}

int WorkersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant WorkersModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& worker = workerAt(index.row());
    const auto& column = kColumns[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole: return column.text(worker, m_utc);
    case Qt::TextAlignmentRole: return static_cast<int>(column.align);
    case TrendRole: return index.column() == Trend ? QVariant::fromValue(worker.spark) : QVariant {};
    case Qt::ToolTipRole:
        if (index.column() == Failures)
            return failuresText(worker);
        return index.column() == Trend ? trendText(worker) : plainToolTip(column.text(worker, m_utc));
    case cell::ToneRole:
        return index.column() == Failures && alarming(worker) ? cell::Alarm : secondary(index.column()) ? cell::Secondary : cell::Plain;
    case Qt::AccessibleTextRole: return index.column() == Trend ? trendText(worker) : column.text(worker, m_utc);
    default: return {};
    }
}

QVariant WorkersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const auto& column = kColumns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        if (section != m_sortColumn)
            return tr(column.title);
        return m_order == Qt::AscendingOrder ? tr("%1 ↑").arg(tr(column.title)) : tr("%1 ↓").arg(tr(column.title));
    case Qt::ToolTipRole: return tr(column.about);
    case Qt::TextAlignmentRole: return static_cast<int>(column.align);
    default: return {};
    }
}

void WorkersModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount)
        return;
    m_sortColumn = column;
    m_order = order;
    beginResetModel();
    sortRows();
    endResetModel();
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void WorkersModel::sortRows()
{
    const auto less = kColumns[static_cast<std::size_t>(m_sortColumn)].less;
    std::ranges::stable_sort(m_workers,
                             [&](const auto& a, const auto& b) { return m_order == Qt::AscendingOrder ? less(a, b) : less(b, a); });
}

QString WorkersModel::failuresText(const ScriptSummary& worker) const
{
    const auto share = tr("%1 of %2 events").arg(countText(worker.failures), countText(worker.events));
    return alarming(worker) ? tr("%1, at least twice the share of the other Workers").arg(share) : share;
}

bool WorkersModel::alarming(const ScriptSummary& worker) const
{
    const auto others = m_events - worker.events;
    const auto theirs = others == 0 ? 0 : static_cast<double>(m_failures - worker.failures) / static_cast<double>(others);
    return failureShare(worker) >= std::max(kAlarmFloor, kAlarmFactor * theirs);
}

} // namespace tracedeck::ui
