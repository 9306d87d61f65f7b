#include "logs/event_table_accessible.h"

#include "logs/event_table_view.h"

#include <QHeaderView>

#include <algorithm>
#include <limits>

namespace tracedeck::ui {

namespace {

constexpr int kMostCells = 4096; ///< kept at once; older ones are made again when asked for

/// One cell, named by its place: it reads the view's model and keeps nothing.
class EventCellAccessible final : public QAccessibleInterface, public QAccessibleTableCellInterface {
public:
    EventCellAccessible(EventTableView& view, int row, int column) : m_view(&view), m_row(row), m_column(column) {}

    [[nodiscard]] bool isValid() const override { return m_view && m_row < m_view->model().rowCount(); }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int /*x*/, int /*y*/) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    [[nodiscard]] QAccessibleInterface* child(int /*index*/) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* /*child*/) const override { return -1; }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Cell; }
    void setText(QAccessible::Text /*kind*/, const QString& /*text*/) override {}

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (!isValid() || (kind != QAccessible::Name && kind != QAccessible::Value))
            return {};
        const QString text = m_view->model().data(m_view->model().index(m_row, m_column), Qt::AccessibleTextRole).toString();
        return text.isEmpty() && !m_view->model().rowIfHere(static_cast<std::uint64_t>(m_row)) ? EventTableView::tr("loading") : text;
    }
    [[nodiscard]] QRect rect() const override
    {
        const QRect row = isValid() ? m_view->rowRect(static_cast<std::uint64_t>(m_row)) : QRect();
        if (row.isEmpty())
            return {};
        const QHeaderView& header = m_view->header();
        const QRect cell(header.sectionViewportPosition(m_column), row.y(), header.sectionSize(m_column), row.height());
        return {m_view->viewport()->mapToGlobal(cell.topLeft()), cell.size()};
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.selectable = true;
        state.focusable = true;
        state.readOnly = true;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        const auto row = static_cast<std::uint64_t>(m_row);
        state.selected = m_view->selection().contains(row);
        state.focused = m_view->hasFocus() && m_view->currentRow() == row;
        state.offscreen = m_view->rowRect(row).isEmpty();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface*>(this) : nullptr;
    }

    [[nodiscard]] bool isSelected() const override { return state().selected; }
    [[nodiscard]] QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    [[nodiscard]] QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    [[nodiscard]] int columnIndex() const override { return m_column; }
    [[nodiscard]] int rowIndex() const override { return m_row; }
    [[nodiscard]] int columnExtent() const override { return 1; }
    [[nodiscard]] int rowExtent() const override { return 1; }
    [[nodiscard]] QAccessibleInterface* table() const override { return parent(); }

private:
    QPointer<EventTableView> m_view;
    int m_row;
    int m_column;
};

QAccessibleInterface* makeInterface(const QString& /*className*/, QObject* object)
{
    auto* view = qobject_cast<EventTableView*>(object);
    return view ? new EventTableAccessible(*view) : nullptr;
}

} // namespace

void installEventTableAccessibility()
{
    static const bool installed = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(installed)
}

EventTableAccessible::EventTableAccessible(EventTableView& view) : QAccessibleWidget(&view, QAccessible::Table), m_view(view) {}

EventTableAccessible::~EventTableAccessible()
{
    forgetCells();
}

void EventTableAccessible::forgetCells() const
{
    for (const QAccessible::Id id : std::as_const(m_cells))
        QAccessible::deleteAccessibleInterface(id);
    m_cells.clear();
}

void* EventTableAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this) : QAccessibleWidget::interface_cast(type);
}

int EventTableAccessible::rowCount() const
{
    return std::min(m_view.model().rowCount(), std::numeric_limits<int>::max() / kEventColumns);
}

int EventTableAccessible::columnCount() const
{
    return kEventColumns;
}

int EventTableAccessible::childCount() const
{
    return rowCount() * kEventColumns;
}

QAccessibleInterface* EventTableAccessible::child(int index) const
{
    return index < 0 ? nullptr : cellAt(index / kEventColumns, index % kEventColumns);
}

QAccessibleInterface* EventTableAccessible::cellAt(int row, int column) const
{
    if (row < 0 || row >= rowCount() || column < 0 || column >= kEventColumns)
        return nullptr;
    const int key = row * kEventColumns + column;
    if (const auto known = m_cells.constFind(key); known != m_cells.constEnd())
        return QAccessible::accessibleInterface(*known);
    if (m_cells.size() >= kMostCells)
        forgetCells();
    auto* cell = new EventCellAccessible(m_view, row, column);
    m_cells.insert(key, QAccessible::registerAccessibleInterface(cell));
    return cell;
}

int EventTableAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    auto* cell = child ? const_cast<QAccessibleInterface*>(child)->tableCellInterface() : nullptr;
    return cell ? cell->rowIndex() * kEventColumns + cell->columnIndex() : -1;
}

QAccessibleInterface* EventTableAccessible::childAt(int x, int y) const
{
    const QPoint at = m_view.viewport()->mapFromGlobal(QPoint(x, y));
    const auto row = m_view.rowAtY(at.y());
    return row ? cellAt(static_cast<int>(*row), static_cast<int>(m_view.columnAtX(at.x()))) : nullptr;
}

QAccessibleInterface* EventTableAccessible::focusChild() const
{
    const auto row = m_view.currentRow();
    return row && m_view.hasFocus() ? cellAt(static_cast<int>(*row), 0) : nullptr;
}

QString EventTableAccessible::text(QAccessible::Text kind) const
{
    if (kind == QAccessible::Description)
        return EventTableView::tr("%n rows", nullptr, m_view.model().rowCount());
    return QAccessibleWidget::text(kind);
}

QString EventTableAccessible::columnDescription(int column) const
{
    return column == 0 ? EventTableView::tr("Outcome") : m_view.model().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
}

QString EventTableAccessible::rowDescription(int row) const
{
    return m_view.model().data(m_view.model().index(row, 0), EventTableModel::RowTextRole).toString();
}

int EventTableAccessible::selectedRowCount() const
{
    return static_cast<int>(std::min<std::uint64_t>(m_view.selection().count(), std::numeric_limits<int>::max()));
}

int EventTableAccessible::selectedCellCount() const
{
    return std::min(selectedRowCount(), std::numeric_limits<int>::max() / kEventColumns) * kEventColumns;
}

QList<int> EventTableAccessible::selectedRows() const
{
    QList<int> rows; // of what is on screen: a selection may have more rows than a list should
    const RowSpan seen = m_view.visibleRows();
    for (std::uint64_t row = seen.from; row < seen.to; ++row)
        if (m_view.selection().contains(row))
            rows << static_cast<int>(row);
    return rows;
}

QList<QAccessibleInterface*> EventTableAccessible::selectedCells() const
{
    QList<QAccessibleInterface*> cells;
    for (const int row : selectedRows())
        for (int column = 0; column < kEventColumns; ++column)
            cells << cellAt(row, column);
    return cells;
}

bool EventTableAccessible::isRowSelected(int row) const
{
    return row >= 0 && m_view.selection().contains(static_cast<std::uint64_t>(row));
}

bool EventTableAccessible::selectRow(int row)
{
    if (row < 0 || row >= rowCount())
        return false;
    m_view.setCurrentRow(static_cast<std::uint64_t>(row));
    return true;
}

bool EventTableAccessible::unselectRow(int row)
{
    if (!isRowSelected(row))
        return false;
    m_view.clearSelection();
    return true;
}

void EventTableAccessible::modelChange(QAccessibleTableModelChangeEvent* /*event*/)
{
    forgetCells();
}

} // namespace tracedeck::ui
