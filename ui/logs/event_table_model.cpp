#include "logs/event_table_model.h"

#include "logs/words.h"

#include <algorithm>
#include <limits>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;
using store::EventRow;

EventTableModel::EventTableModel(QObject* parent) : QAbstractTableModel(parent)
{
    m_fetchSoon.setSingleShot(true);
    m_fetchSoon.setInterval(0);
    connect(&m_fetchSoon, &QTimer::timeout, this, &EventTableModel::fetchWanted);
}

EventTableModel::~EventTableModel() = default;

void EventTableModel::setPages(std::shared_ptr<const EventPages> pages, std::vector<ReadyPage> ready)
{
    beginResetModel();
    m_inFlight.clear();
    m_wanted.clear();
    m_broken.clear();
    m_cache.clear();
    m_pages = std::move(pages);
    m_count = m_pages ? m_pages->count() : 0;
    for (ReadyPage& page : ready)
        m_cache.insert(page.number, new Rows(std::move(page.rows)));
    endResetModel();
}

void EventTableModel::setTimeStyle(const TimeStyle& style)
{
    if (style == m_style)
        return;
    m_style = style;
    emit headerDataChanged(Qt::Horizontal, 0, kEventColumns - 1);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, kEventColumns - 1));
}

void EventTableModel::setOrder(const store::Order& order)
{
    m_order = order;
    emit headerDataChanged(Qt::Horizontal, 0, kEventColumns - 1);
}

const EventRow* EventTableModel::rowIfHere(std::uint64_t row) const
{
    const Rows* page = m_cache.object(row / kPageRows);
    const std::size_t at = row % kPageRows;
    return page && at < page->size() ? &(*page)[at] : nullptr;
}

const EventRow* EventTableModel::rowAt(std::uint64_t row) const
{
    if (row >= m_count)
        return nullptr;
    if (const EventRow* here = rowIfHere(row))
        return here;
    const std::uint64_t page = row / kPageRows;
    if (!m_inFlight.contains(page) && !m_broken.contains(page)) {
        m_wanted.insert(page);
        m_fetchSoon.start();
    }
    return nullptr;
}

void EventTableModel::fetchWanted()
{
    const auto wanted = std::exchange(m_wanted, {});
    if (!m_pages)
        return;
    for (const std::uint64_t page : wanted) {
        m_inFlight.insert_or_assign(
            page,
            Pending<Rows>([&](std::stop_token stop) { return m_pages->fetch(page * kPageRows, kPageRows, std::move(stop)); },
                          [this, page](Result<Rows> rows) { take(page, std::move(rows)); }));
    }
    while (m_inFlight.size() > std::max(kMaxInFlight, wanted.size())) {
        const auto old = std::ranges::find_if(m_inFlight, [&](const auto& entry) { return !wanted.contains(entry.first); });
        m_inFlight.erase(old); // what was wanted by an earlier paint has been scrolled past
    }
}

void EventTableModel::take(std::uint64_t page, Result<Rows> rows)
{
    m_inFlight.erase(page);
    const std::uint64_t first = page * kPageRows;
    if (!rows) {
        m_broken.insert(page);
        emit failed(rows.error());
        return;
    }
    const std::uint64_t last = std::min(first + kPageRows, m_count) - 1;
    if (rows->size() < last - first + 1)
        m_broken.insert(page); // a short page would be asked for at every paint
    m_cache.insert(page, new Rows(std::move(*rows)));
    emit rowsArrived(first, last);
    const auto end = static_cast<std::uint64_t>(rowCount());
    if (first < end)
        emit dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(std::min(last, end - 1)), kEventColumns - 1));
}

int EventTableModel::rowCount(const QModelIndex& parent) const
{
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<int>::max());
    return parent.isValid() ? 0 : static_cast<int>(std::min(m_count, kMost));
}

int EventTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kEventColumns;
}

QVariant EventTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto column = static_cast<EventColumn>(index.column());
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(specOf(column).alignment);
    if (role != Qt::DisplayRole && role != LoadingRole && role != RowTextRole && role != Qt::AccessibleTextRole)
        return {};
    const EventRow* row = rowAt(static_cast<std::uint64_t>(index.row()));
    if (role == LoadingRole)
        return row == nullptr;
    if (!row)
        return {};
    if (role == RowTextRole || (role == Qt::AccessibleTextRole && column == EventColumn::Mark))
        return spokenRow(*row, m_style);
    return specOf(column).text(*row, m_style);
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kEventColumns)
        return {};
    const auto column = static_cast<EventColumn>(section);
    const EventColumnSpec& spec = specOf(column);
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(spec.alignment);
    if (role == Qt::ToolTipRole && column == EventColumn::Mark)
        return tr("Outcome");
    if (role != Qt::DisplayRole)
        return {};
    const QString title = titleOf(column, m_style);
    if (!spec.field || *spec.field != m_order.column)
        return title;
    return QString(title % (m_order.descending ? u" \u2193"_s : u" \u2191"_s));
}

} // namespace tracedeck::ui
