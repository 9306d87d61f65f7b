#include "logs/event_table_view.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <limits>

namespace tracedeck::ui {

namespace {

constexpr std::int64_t kToEnd = std::numeric_limits<std::int64_t>::max();

/// A key that moves the current row by rows, by whole pages, or to an end.
struct MoveKey {
    int key;
    std::int64_t rows;
    bool pages;
    bool letter; ///< means nothing together with Shift or Ctrl
};
constexpr std::array<MoveKey, 8> kMoveKeys {{
    {Qt::Key_Down, 1, false, false},
    {Qt::Key_Up, -1, false, false},
    {Qt::Key_J, 1, false, true},
    {Qt::Key_K, -1, false, true},
    {Qt::Key_PageDown, 1, true, false},
    {Qt::Key_PageUp, -1, true, false},
    {Qt::Key_Home, -kToEnd, false, false},
    {Qt::Key_End, kToEnd, false, false},
}};

} // namespace

void EventTableView::moveTo(std::uint64_t row, Extend extend)
{
    if (m_model.count() == 0)
        return;
    row = std::min(row, m_model.count() - 1);
    m_place.current = row;
    if (extend == Extend::Yes) {
        m_place.selected = m_beforeExtend;
        m_place.selected.add({std::min(row, m_anchor), std::max(row, m_anchor) + 1});
    } else {
        m_anchor = row;
        m_beforeExtend.clear();
        m_place.selected.setOnly({row, row + 1});
    }
    reveal(row);
    announceCurrent();
}

void EventTableView::announceCurrent()
{
    viewport()->update();
    emit selectionChanged();
    emit currentChanged();
    if (QAccessible::isActive() && m_place.current) {
        QAccessibleEvent event(this, QAccessible::Focus);
        const auto child = *m_place.current * static_cast<std::uint64_t>(kEventColumns);
        event.setChild(static_cast<int>(std::min<std::uint64_t>(child, std::numeric_limits<int>::max())));
        QAccessible::updateAccessibility(&event);
    }
}

void EventTableView::setCurrentRow(std::uint64_t row)
{
    moveTo(row, Extend::No);
}

void EventTableView::moveBy(std::int64_t rows, Extend extend)
{
    if (!m_place.current) {
        moveTo(rows == kToEnd ? m_model.count() : rows == -kToEnd ? 0 : m_place.top, extend);
        return;
    }
    const std::uint64_t at = *m_place.current;
    const auto distance = static_cast<std::uint64_t>(rows < 0 ? -rows : rows);
    const std::uint64_t last = m_model.count() - 1;
    moveTo(rows < 0 ? at - std::min(at, distance) : at + std::min(last - std::min(last, at), distance), extend);
}

void EventTableView::moveColumn(int step)
{
    const auto columns = shownColumns();
    const auto at = std::ranges::find(columns, m_column);
    const auto position = at == columns.end() ? 0 : at - columns.begin();
    const auto next = std::clamp<std::ptrdiff_t>(position + step, 0, static_cast<std::ptrdiff_t>(columns.size()) - 1);
    m_column = columns.at(static_cast<std::size_t>(next));
    viewport()->update();
}

void EventTableView::selectAll()
{
    m_place.selected.setOnly({0, m_model.count()});
    viewport()->update();
    emit selectionChanged();
}

void EventTableView::clearSelection()
{
    m_place.selected.clear();
    m_beforeExtend.clear();
    viewport()->update();
    emit selectionChanged();
}

bool EventTableView::moveByKey(const QKeyEvent& event)
{
    const auto* found = std::ranges::find(kMoveKeys, event.key(), &MoveKey::key);
    const auto held = event.modifiers() & (Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier);
    if (found == kMoveKeys.end() || (held & Qt::AltModifier) || (found->letter && held))
        return false;
    const auto page = static_cast<std::int64_t>(wholeRows());
    moveBy(found->pages ? found->rows * page : found->rows, held & Qt::ShiftModifier ? Extend::Yes : Extend::No);
    return true;
}

void EventTableView::keyPressEvent(QKeyEvent* event)
{
    if (moveByKey(*event))
        return;
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier && m_place.current) {
        m_place.selected.toggle(*m_place.current);
        announceCurrent();
    } else if (event->key() == Qt::Key_Enter) {
        emit commanded(TableCommand::OpenDetail);
    } else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        moveColumn((event->key() == Qt::Key_Left) == isRightToLeft() ? 1 : -1);
    } else if (event->key() == Qt::Key_Escape && m_place.selected.count() > 1 && m_place.current) {
        moveTo(*m_place.current, Extend::No);
    } else {
        event->ignore(); // not to the scroll area: arrows there scroll without moving
    }
}

void EventTableView::mousePressEvent(QMouseEvent* event)
{
    const auto row = rowAtY(event->position().toPoint().y());
    if (!row)
        return;
    m_column = columnAtX(event->position().toPoint().x());
    if (event->button() == Qt::RightButton && m_place.selected.contains(*row)) {
        m_place.current = *row;
        announceCurrent();
        return;
    }
    if (event->modifiers() & Qt::ShiftModifier) {
        moveTo(*row, Extend::Yes);
        return;
    }
    if (!(event->modifiers() & Qt::ControlModifier)) {
        moveTo(*row, Extend::No);
        return;
    }
    m_place.selected.toggle(*row);
    m_beforeExtend = m_place.selected;
    m_anchor = *row;
    m_place.current = *row;
    announceCurrent();
}

void EventTableView::mouseReleaseEvent(QMouseEvent* event)
{
    event->accept();
}

void EventTableView::mouseMoveEvent(QMouseEvent* event)
{
    const int y = event->position().toPoint().y();
    if (event->buttons() & Qt::LeftButton) {
        const bool above = y < 0;
        const auto row = above ? std::optional(m_place.top - std::min<std::uint64_t>(m_place.top, 1))
                               : rowAtY(std::min(y, viewport()->height() + rowHeight()));
        if (row && row != m_place.current)
            moveTo(*row, Extend::Yes);
        return;
    }
    if (const auto row = rowAtY(y); row != m_hovered) {
        m_hovered = row;
        viewport()->update();
    }
}

void EventTableView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rowAtY(event->position().toPoint().y()))
        emit commanded(TableCommand::OpenDetail);
}

void EventTableView::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() & Qt::ShiftModifier || event->angleDelta().y() == 0) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    m_wheelRest += event->angleDelta().y();
    const int rows = m_wheelRest / 40; // a notch is 120: three rows
    m_wheelRest -= rows * 40;
    if (rows > 0)
        setTopRow(m_place.top - std::min<std::uint64_t>(m_place.top, static_cast<std::uint64_t>(rows)));
    else if (rows < 0)
        setTopRow(m_place.top + static_cast<std::uint64_t>(-rows));
    event->accept();
}

void EventTableView::contextMenuEvent(QContextMenuEvent* event)
{
    if (m_place.current)
        emit menuRequested(event->globalPos());
}

void EventTableView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void EventTableView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool EventTableView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave && m_hovered) {
        m_hovered.reset();
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace tracedeck::ui
