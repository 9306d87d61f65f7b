#include "deliveries/window_grid_accessible.h"

#include "deliveries/window_grid.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

#include <vector>

namespace tracedeck::ui {

namespace {

/// One cell.
class CellAccessible final : public QAccessibleInterface {
public:
    CellAccessible(WindowGrid* view, std::size_t cell) : m_view(view), m_cell(cell) {}

    [[nodiscard]] bool isValid() const override { return m_view && m_cell < m_view->cells(); }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view.data()); }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? m_view->textOf(m_cell) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect local = m_view->cellRect(m_cell).toAlignedRect();
        return {m_view->mapToGlobal(local.topLeft()), local.size()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = state.selectable = state.readOnly = true;
        if (isValid()) {
            const auto span = m_view->selection();
            state.focused = m_view->hasFocus() && m_view->cursor() == m_cell;
            state.selected = m_cell >= span.first && m_cell < span.end;
        }
        return state;
    }

private:
    QPointer<WindowGrid> m_view;
    std::size_t m_cell;
};

/// The chart, with its cells as children.
class WindowGridAccessible final : public QAccessibleWidget {
public:
    explicit WindowGridAccessible(WindowGrid* view) : QAccessibleWidget(view, QAccessible::Chart) {}
    ~WindowGridAccessible() override
    {
        for (const QAccessible::Id id : m_cells)
            QAccessible::deleteAccessibleInterface(id);
    }
    WindowGridAccessible(const WindowGridAccessible&) = delete;
    WindowGridAccessible& operator=(const WindowGridAccessible&) = delete;

    [[nodiscard]] int childCount() const override { return static_cast<int>(view()->cells()); }
    [[nodiscard]] QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        while (m_cells.size() <= static_cast<std::size_t>(index))
            m_cells.push_back(QAccessible::registerAccessibleInterface(new CellAccessible(view(), m_cells.size())));
        return QAccessible::accessibleInterface(m_cells[static_cast<std::size_t>(index)]);
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* cell) const override
    {
        const auto id = QAccessible::uniqueId(const_cast<QAccessibleInterface*>(cell));
        const auto found = std::ranges::find(m_cells, id);
        return found == m_cells.end() ? -1 : static_cast<int>(found - m_cells.begin());
    }
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override
    {
        const auto cell = view()->cellAt(view()->mapFromGlobal(QPoint(x, y)));
        return cell ? child(static_cast<int>(*cell)) : nullptr;
    }
    [[nodiscard]] QAccessibleInterface* focusChild() const override
    {
        return view()->hasFocus() && view()->cells() > 0 ? child(static_cast<int>(view()->cursor())) : nullptr;
    }

private:
    [[nodiscard]] WindowGrid* view() const { return static_cast<WindowGrid*>(widget()); }

    mutable std::vector<QAccessible::Id> m_cells;
};

QAccessibleInterface* makeAccessible(const QString&, QObject* object)
{
    auto* view = qobject_cast<WindowGrid*>(object);
    return view ? new WindowGridAccessible(view) : nullptr;
}

} // namespace

void installWindowGridAccessibility()
{
    static const bool installed = (QAccessible::installFactory(makeAccessible), true);
    Q_UNUSED(installed)
}

} // namespace tracedeck::ui
