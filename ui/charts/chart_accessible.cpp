#include "charts/chart_accessible.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>
#include <QWidget>

#include <algorithm>
#include <vector>

namespace tracedeck::ui {

namespace {

class PartAccessible final : public QAccessibleInterface {
public:
    PartAccessible(QWidget* chart, const ChartParts& parts, std::size_t part) : m_chart(chart), m_parts(parts), m_part(part) {}

    [[nodiscard]] bool isValid() const override { return m_chart && m_part < m_parts.parts(); }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_chart.data()); }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? m_parts.partText(m_part) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect local = m_parts.partRect(m_part).toAlignedRect();
        return {m_chart->mapToGlobal(local.topLeft()), local.size()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = state.selectable = state.readOnly = true;
        if (isValid()) {
            state.focused = m_chart->hasFocus() && m_parts.partWithCursor() == m_part;
            state.selected = m_parts.isPartSelected(m_part);
        }
        return state;
    }

private:
    QPointer<QWidget> m_chart;
    const ChartParts& m_parts; ///< of `m_chart`
    std::size_t m_part;
};

/// The chart, with its parts as children.
class ChartAccessible final : public QAccessibleWidget {
public:
    ChartAccessible(QWidget* chart, const ChartParts& parts) : QAccessibleWidget(chart, QAccessible::Chart), m_parts(parts) {}
    ~ChartAccessible() override
    {
        for (const QAccessible::Id id : m_children) {
            if (id != 0)
                QAccessible::deleteAccessibleInterface(id);
        }
    }
    ChartAccessible(const ChartAccessible&) = delete;
    ChartAccessible& operator=(const ChartAccessible&) = delete;

    [[nodiscard]] int childCount() const override { return static_cast<int>(m_parts.parts()); }
    [[nodiscard]] QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        const auto part = static_cast<std::size_t>(index);
        if (m_children.size() <= part)
            m_children.resize(part + 1); // 0 = not asked for yet
        if (m_children[part] == 0)
            m_children[part] = QAccessible::registerAccessibleInterface(new PartAccessible(widget(), m_parts, part));
        return QAccessible::accessibleInterface(m_children[part]);
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* part) const override
    {
        const auto id = QAccessible::uniqueId(const_cast<QAccessibleInterface*>(part));
        const auto found = std::ranges::find(m_children, id);
        return found == m_children.end() ? -1 : static_cast<int>(found - m_children.begin());
    }
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override
    {
        return childOf(m_parts.partAt(widget()->mapFromGlobal(QPoint(x, y))));
    }
    [[nodiscard]] QAccessibleInterface* focusChild() const override
    {
        return widget()->hasFocus() ? childOf(m_parts.partWithCursor()) : nullptr;
    }

private:
    [[nodiscard]] QAccessibleInterface* childOf(std::optional<std::size_t> part) const
    {
        return part ? child(static_cast<int>(*part)) : nullptr;
    }

    const ChartParts& m_parts;
    mutable std::vector<QAccessible::Id> m_children;
};

QAccessibleInterface* makeAccessible(const QString&, QObject* object)
{
    auto* parts = dynamic_cast<ChartParts*>(object);
    auto* chart = qobject_cast<QWidget*>(object);
    return parts && chart ? new ChartAccessible(chart, *parts) : nullptr;
}

} // namespace

void installChartAccessibility()
{
    static const bool installed = (QAccessible::installFactory(makeAccessible), true);
    Q_UNUSED(installed)
}

void announceCursor(QWidget& chart, const ChartParts& parts)
{
    const auto cursor = parts.partWithCursor();
    if (!cursor || !QAccessible::isActive())
        return;
    QAccessibleEvent moved(&chart, QAccessible::Focus);
    moved.setChild(static_cast<int>(*cursor));
    QAccessible::updateAccessibility(&moved);
}

} // namespace tracedeck::ui
