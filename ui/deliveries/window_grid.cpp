#include "deliveries/window_grid.h"

#include "charts/chart_table_dialog.h"
#include "deliveries/deliveries_text.h"
#include "text/format.h"
#include "widgets/plain_label.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

namespace {

constexpr std::ptrdiff_t kFar = 10;

} // namespace

WindowGrid::WindowGrid(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    installChartAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Windows"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void WindowGrid::setAnswer(SharedAnswer answer)
{
    const bool same = m_answer && answer && m_answer->coverage.cells.range() == answer->coverage.cells.range()
        && m_answer->states.size() == answer->states.size();
    m_answer = std::move(answer);
    m_mostBytes = m_answer ? m_answer->coverage.cells.mostBytes() : 0;
    if (!same && m_answer) {
        m_marked = {0, 0};
        setCursorAt(m_answer->nowMs);
    }
    setAccessibleDescription(summary());
    updateGeometry();
    update();
}

void WindowGrid::setMarked(TimeRange range)
{
    m_marked = range;
    update();
}

void WindowGrid::setCursorAt(std::int64_t ms)
{
    if (cells() == 0)
        return;
    const TimeRange all = m_answer->coverage.cells.range();
    moveTo(static_cast<std::ptrdiff_t>((std::clamp(ms, all.from, all.to - 1) - all.from) / m_answer->coverage.cells.width), false);
}

WindowGrid::Span WindowGrid::selection() const
{
    return {std::min(m_cursor, m_anchor), std::max(m_cursor, m_anchor) + 1};
}

TimeRange WindowGrid::rangeOf(Span span) const
{
    return {m_answer->coverage.cells.rangeOf(span.first).from, m_answer->coverage.cells.rangeOf(span.end - 1).to};
}

QString WindowGrid::textOf(std::size_t cell) const
{
    return cellText(*m_answer, cell);
}

QString WindowGrid::summary() const
{
    if (!m_answer)
        return {};
    const auto& coverage = m_answer->coverage;
    return tr("%1 of %2 minutes covered, %3 missing, %4 late, UTC")
        .arg(countText(static_cast<std::uint64_t>(coverage.coveredMinutes)), countText(static_cast<std::uint64_t>(coverage.minutes)),
             durationText(coverage.missingMs), countText(coverage.lateFiles));
}

ChartTable WindowGrid::table() const
{
    ChartTable table;
    table.title = tr("Windows (UTC)");
    table.heads = {tr("Window"), tr("State"), tr("Files"), tr("Late"), tr("Size")};
    table.rows = static_cast<int>(cells());
    table.text = [answer = m_answer](int row, int column) {
        const auto cell = static_cast<std::size_t>(row);
        const objects::Cell& counted = answer->coverage.cells.cells[cell];
        const TimeRange range = answer->coverage.cells.rangeOf(cell);
        switch (column) {
        case 0: return QString(dateText(range.from, true) % u' ' % rangeText(range, true));
        case 1: return stateText(answer->states[cell]);
        case 2: return countText(counted.files);
        case 3: return countText(counted.lateFiles);
        default: return bytesText(counted.bytes);
        }
    };
    return table;
}

void WindowGrid::showTable()
{
    if (m_answer)
        (new ChartTableDialog(m_theme, table(), window()))->show();
}

void WindowGrid::moveTo(std::ptrdiff_t cell, bool extend)
{
    if (cells() == 0)
        return;
    m_cursor = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(cell, 0, static_cast<std::ptrdiff_t>(cells()) - 1));
    if (!extend)
        m_anchor = m_cursor;
    update();
    if (hasFocus())
        announceCursor(*this, *this);
}

void WindowGrid::open()
{
    if (cells() > 0)
        emit opened(rangeOf(selection()));
}

void WindowGrid::keyPressEvent(QKeyEvent* event)
{
    struct Move {
        int key;
        std::ptrdiff_t by;
    };
    const std::ptrdiff_t row = shape().columns;
    const std::array moves {Move {Qt::Key_Left, -1}, Move {Qt::Key_Right, 1}, Move {Qt::Key_Up, -row}, Move {Qt::Key_Down, row}};
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    const auto move = std::ranges::find(moves, event->key(), &Move::key);
    const auto at = static_cast<std::ptrdiff_t>(m_cursor);
    if (move != moves.end()) {
        const bool far = (event->modifiers() & Qt::ControlModifier) && (move->by == 1 || move->by == -1);
        const std::ptrdiff_t to = at + move->by * (far ? kFar : 1);
        const bool leaves = to < 0 || to >= static_cast<std::ptrdiff_t>(cells());
        if (!leaves || far)
            moveTo(to, extend); // up from the first row stays where it is
        return;
    }
    switch (event->key()) {
    case Qt::Key_Home: moveTo(at - at % row, extend); return;
    case Qt::Key_End: moveTo(at - at % row + row - 1, extend); return;
    case Qt::Key_T: showTable(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: open(); return;
    case Qt::Key_Escape:
        if (m_anchor != m_cursor) {
            moveTo(at, false);
            return;
        }
        [[fallthrough]];
    default: QWidget::keyPressEvent(event);
    }
}

void WindowGrid::mousePressEvent(QMouseEvent* event)
{
    const auto cell = cellAt(event->position());
    if (event->button() != Qt::LeftButton || !cell)
        return;
    m_dragging = true;
    moveTo(static_cast<std::ptrdiff_t>(*cell), event->modifiers() & Qt::ShiftModifier);
}

void WindowGrid::mouseMoveEvent(QMouseEvent* event)
{
    if (const auto cell = cellAt(event->position()); m_dragging && cell)
        moveTo(static_cast<std::ptrdiff_t>(*cell), true);
}

void WindowGrid::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && std::exchange(m_dragging, false))
        open();
}

void WindowGrid::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_answer)
        return;
    QMenu menu(this);
    menu.addAction(tr("Show the files"), this, &WindowGrid::open);
    menu.addAction(tr("View as table"), this, &WindowGrid::showTable);
    menu.exec(event->globalPos());
}

bool WindowGrid::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto cell = cellAt(help->pos());
    if (!cell) {
        QToolTip::hideText();
        return true;
    }
    const auto local = tr("%1 %2").arg(rangeText(m_answer->coverage.cells.rangeOf(*cell), false), zoneName(false));
    QToolTip::showText(help->globalPos(), plainToolTip(QString(textOf(*cell) % u'\n' % local)), this);
    return true;
}

} // namespace tracedeck::ui
