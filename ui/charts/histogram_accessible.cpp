#include "charts/histogram_accessible.h"

#include "charts/histogram_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

#include <vector>

namespace tracedeck::ui {

namespace {

/// One bar.
class BarAccessible final : public QAccessibleInterface {
public:
    BarAccessible(HistogramView* view, std::size_t bucket) : m_view(view), m_bucket(bucket) {}

    [[nodiscard]] bool isValid() const override { return m_view && m_bucket < m_view->buckets(); }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view.data()); }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? m_view->bucketText(m_bucket) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect local = m_view->bucketRect(m_bucket).toAlignedRect();
        return {m_view->mapToGlobal(local.topLeft()), local.size()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = state.selectable = state.readOnly = true;
        if (isValid()) {
            const auto span = m_view->state().span();
            state.focused = m_view->hasFocus() && m_view->state().cursor() == m_bucket;
            state.selected = span && m_bucket >= span->first && m_bucket < span->end;
        }
        return state;
    }

private:
    QPointer<HistogramView> m_view;
    std::size_t m_bucket;
};

/// The chart, with its bars as children.
class HistogramAccessible final : public QAccessibleWidget {
public:
    explicit HistogramAccessible(HistogramView* view) : QAccessibleWidget(view, QAccessible::Chart) {}
    ~HistogramAccessible() override
    {
        for (const QAccessible::Id id : m_bars)
            QAccessible::deleteAccessibleInterface(id);
    }
    HistogramAccessible(const HistogramAccessible&) = delete;
    HistogramAccessible& operator=(const HistogramAccessible&) = delete;

    [[nodiscard]] int childCount() const override { return static_cast<int>(view()->buckets()); }
    [[nodiscard]] QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        while (m_bars.size() <= static_cast<std::size_t>(index))
            m_bars.push_back(QAccessible::registerAccessibleInterface(new BarAccessible(view(), m_bars.size())));
        return QAccessible::accessibleInterface(m_bars[static_cast<std::size_t>(index)]);
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* bar) const override
    {
        const auto id = QAccessible::uniqueId(const_cast<QAccessibleInterface*>(bar));
        const auto found = std::ranges::find(m_bars, id);
        return found == m_bars.end() ? -1 : static_cast<int>(found - m_bars.begin());
    }
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i) {
            if (QAccessibleInterface* bar = child(i); bar->rect().contains(x, y))
                return bar;
        }
        return nullptr;
    }
    [[nodiscard]] QAccessibleInterface* focusChild() const override
    {
        const auto cursor = view()->state().cursor();
        return view()->hasFocus() && cursor ? child(static_cast<int>(*cursor)) : nullptr;
    }

private:
    [[nodiscard]] HistogramView* view() const { return static_cast<HistogramView*>(widget()); }

    mutable std::vector<QAccessible::Id> m_bars;
};

QAccessibleInterface* makeAccessible(const QString&, QObject* object)
{
    auto* view = qobject_cast<HistogramView*>(object);
    return view ? new HistogramAccessible(view) : nullptr;
}

} // namespace

void installChartAccessibility()
{
    static const bool installed = (QAccessible::installFactory(makeAccessible), true);
    Q_UNUSED(installed)
}

} // namespace tracedeck::ui
