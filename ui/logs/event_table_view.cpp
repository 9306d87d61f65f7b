#include "logs/event_table_view.h"

#include "logs/event_table_accessible.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::uint64_t kMostSteps = 1U << 30; ///< of the scroll bar; past it one step is several rows

std::uint64_t stepsFor(std::uint64_t maxTop)
{
    return std::min(maxTop, kMostSteps);
}

/// a × b / c without overflow for any position a table can have.
std::uint64_t scaled(std::uint64_t a, std::uint64_t b, std::uint64_t c)
{
    return c == 0 ? 0
        : b == c  ? a
                  : static_cast<std::uint64_t>(static_cast<long double>(a) * static_cast<long double>(b) / static_cast<long double>(c));
}

} // namespace

EventTableView::EventTableView(EventTableModel& model, const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_model(model)
    , m_theme(theme)
    , m_painter(theme)
    , m_header(new QHeaderView(Qt::Horizontal, this))
{
    installEventTableAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Events"));
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setUpHeader();
    addCommands();
    connect(&m_model, &QAbstractItemModel::modelReset, this, &EventTableView::afterReset);
    connect(&m_model, &QAbstractItemModel::dataChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&m_model, &EventTableModel::rowsArrived, viewport(), qOverload<>(&QWidget::update));
    connect(&m_theme, &Theme::changed, this, &EventTableView::layOut);
    layOut();
}

void EventTableView::setUpHeader()
{
    m_header->setModel(&m_model);
    m_header->setSectionsMovable(true);
    m_header->setFirstSectionMovable(false);
    m_header->setSectionsClickable(true);
    m_header->setHighlightSections(false);
    m_header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_header->setMinimumSectionSize(m_theme.px(28));
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    m_header->setAccessibleName(tr("Columns"));
    for (int i = 0; i < kEventColumns; ++i) {
        const EventColumnSpec& spec = specOf(static_cast<EventColumn>(i));
        m_header->resizeSection(i, m_theme.px(spec.width) + (i == 0 ? 0 : m_theme.px(16)));
        m_header->setSectionHidden(i, !spec.shown);
    }
    m_header->setSectionResizeMode(0, QHeaderView::Fixed);
    connect(m_header, &QHeaderView::sectionResized, this, &EventTableView::layOut);
    connect(&m_model, &QAbstractItemModel::headerDataChanged, this, &EventTableView::makeRoomForDates);
    connect(m_header, &QHeaderView::sectionMoved, viewport(), qOverload<>(&QWidget::update));
    connect(m_header, &QHeaderView::sectionClicked, this, &EventTableView::askToSort);
    connect(m_header, &QWidget::customContextMenuRequested, this, &EventTableView::showColumnMenu);
}

// Where times need a day in front, their column is wider; a width that a person chose stays.
void EventTableView::makeRoomForDates()
{
    constexpr int kDate = 44;
    const bool withDate = m_model.timeStyle().withDate;
    if (std::exchange(m_withDate, withDate) == withDate)
        return;
    constexpr int kTime = static_cast<int>(EventColumn::Time);
    const int without = m_theme.px(specOf(EventColumn::Time).width) + m_theme.px(16);
    const int with = without + m_theme.px(kDate);
    if (m_header->sectionSize(kTime) == (withDate ? without : with))
        m_header->resizeSection(kTime, withDate ? with : without);
}

void EventTableView::addCommands()
{
    for (const TableCommandSpec& spec : kTableCommands) {
        auto* action =
            new QAction(m_theme.icon(QString::fromLatin1(spec.icon)), QCoreApplication::translate("EventTable", spec.text), this);
        action->setShortcut(QKeySequence(QString::fromLatin1(spec.shortcut), QKeySequence::PortableText));
        action->setShortcutContext(Qt::WidgetShortcut);
        action->setData(static_cast<int>(spec.command));
        connect(action, &QAction::triggered, this, [this, command = spec.command] { emit commanded(command); });
        addAction(action);
    }
}

QAction* EventTableView::action(TableCommand command) const
{
    return actions().at(static_cast<int>(command));
}

int EventTableView::rowHeight() const
{
    return m_theme.px(26);
}

std::uint64_t EventTableView::wholeRows() const
{
    return static_cast<std::uint64_t>(std::max(1, viewport()->height() / rowHeight()));
}

std::uint64_t EventTableView::maxTop() const
{
    return m_model.count() - std::min(m_model.count(), wholeRows());
}

RowSpan EventTableView::visibleRows() const
{
    return {m_place.top, std::min(m_model.count(), m_place.top + wholeRows())};
}

void EventTableView::setTopRow(std::uint64_t row)
{
    row = std::min(row, maxTop());
    if (row == m_place.top)
        return;
    m_place.top = row;
    syncScrollBar();
    viewport()->update();
    emit visibleRowsChanged();
}

void EventTableView::reveal(std::uint64_t row)
{
    const std::uint64_t whole = wholeRows();
    if (row < m_place.top)
        setTopRow(row);
    else if (row >= m_place.top + whole)
        setTopRow(row - whole + 1);
}

void EventTableView::afterReset()
{
    m_place = std::exchange(m_nextPlace, std::nullopt).value_or(TablePlace {});
    m_place.top = std::min(m_place.top, maxTop());
    m_anchor = m_place.current.value_or(0);
    m_hovered.reset();
    syncScrollBar();
    viewport()->update();
    emit visibleRowsChanged();
    emit selectionChanged();
    emit currentChanged();
}

void EventTableView::layOut()
{
    const int headerHeight = m_theme.px(28);
    setViewportMargins(0, headerHeight, 0, 0);
    m_header->setGeometry(viewport()->x(), viewport()->y() - headerHeight, viewport()->width(), headerHeight);
    m_header->setFont(m_theme.font(TextRole::MicroStrong));
    fitMessage();
    syncScrollBar();
    viewport()->update();
}

void EventTableView::fitMessage()
{
    constexpr int message = static_cast<int>(EventColumn::Message);
    if (m_syncing || m_header->isSectionHidden(message))
        return;
    m_syncing = true;
    const int others = m_header->length() - m_header->sectionSize(message);
    m_header->resizeSection(message, std::max(m_theme.px(160), viewport()->width() - others));
    m_syncing = false;
}

void EventTableView::syncScrollBar()
{
    if (m_syncing)
        return;
    m_syncing = true;
    m_place.top = std::min(m_place.top, maxTop());
    const std::uint64_t most = maxTop();
    const std::uint64_t steps = stepsFor(most);
    verticalScrollBar()->setRange(0, static_cast<int>(steps));
    verticalScrollBar()->setPageStep(static_cast<int>(std::max<std::uint64_t>(1, scaled(wholeRows(), steps, most))));
    verticalScrollBar()->setSingleStep(1);
    verticalScrollBar()->setValue(static_cast<int>(scaled(m_place.top, steps, most)));
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    m_header->setOffset(horizontalScrollBar()->value());
    m_syncing = false;
}

void EventTableView::scrollContentsBy(int dx, int dy)
{
    if (dx != 0)
        m_header->setOffset(horizontalScrollBar()->value());
    if (dy != 0 && !m_syncing) {
        const std::uint64_t most = maxTop();
        m_place.top = std::min(most, scaled(static_cast<std::uint64_t>(verticalScrollBar()->value()), most, stepsFor(most)));
        emit visibleRowsChanged();
    }
    viewport()->update();
}

std::vector<EventColumn> EventTableView::shownColumns() const
{
    std::vector<EventColumn> columns;
    for (int visual = 0; visual < m_header->count(); ++visual)
        if (const int logical = m_header->logicalIndex(visual); !m_header->isSectionHidden(logical))
            columns.push_back(static_cast<EventColumn>(logical));
    return columns;
}

std::vector<ColumnSlot> EventTableView::columnSlots() const
{
    std::vector<ColumnSlot> out;
    for (const EventColumn column : shownColumns()) {
        const int logical = static_cast<int>(column);
        out.push_back({column, m_header->sectionViewportPosition(logical), m_header->sectionSize(logical)});
    }
    return out;
}

bool EventTableView::isColumnShown(EventColumn column) const
{
    return !m_header->isSectionHidden(static_cast<int>(column));
}

void EventTableView::setColumnShown(EventColumn column, bool shown)
{
    m_header->setSectionHidden(static_cast<int>(column), !shown);
    layOut();
}

void EventTableView::setStale(bool stale)
{
    m_stale = stale;
    viewport()->update();
}

QRect EventTableView::rowRect(std::uint64_t row) const
{
    if (row < m_place.top || row > m_place.top + wholeRows() || row >= m_model.count())
        return {};
    return {0, static_cast<int>(row - m_place.top) * rowHeight(), viewport()->width(), rowHeight()};
}

std::optional<std::uint64_t> EventTableView::rowAtY(int y) const
{
    if (y < 0)
        return std::nullopt;
    const std::uint64_t row = m_place.top + static_cast<std::uint64_t>(y / rowHeight());
    return row < m_model.count() ? std::optional(row) : std::nullopt;
}

EventColumn EventTableView::columnAtX(int x) const
{
    const int logical = m_header->logicalIndexAt(x);
    return logical < 0 ? EventColumn::Message : static_cast<EventColumn>(logical);
}

void EventTableView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(viewport());
    const auto columns = columnSlots();
    int y = 0;
    for (std::uint64_t row = m_place.top; row < m_model.count() && y < viewport()->height(); ++row, y += rowHeight()) {
        const QRect rect(0, y, viewport()->width(), rowHeight());
        const RowLook look {.selected = m_place.selected.contains(row),
                            .current = hasFocus() && m_place.current == row,
                            .hovered = m_hovered == row,
                            .stale = m_stale};
        if (const store::EventRow* event = m_model.rowAt(row))
            m_painter.paint(painter, rect, *event, columns, m_model.timeStyle(), look);
        else
            m_painter.paintLoading(painter, rect, row, columns);
    }
    if (y < viewport()->height())
        painter.fillRect(0, y, viewport()->width(), viewport()->height() - y, m_theme.tokens().surface);
}

void EventTableView::resizeEvent(QResizeEvent* event)
{
    const auto rowsBefore = static_cast<std::uint64_t>(std::max(0, event->oldSize().height() / rowHeight()));
    const bool seen = m_place.current && *m_place.current >= m_place.top && *m_place.current < m_place.top + rowsBefore;
    layOut();
    if (seen)
        reveal(*m_place.current);
    emit visibleRowsChanged();
}

void EventTableView::askToSort(int section)
{
    const auto& field = specOf(static_cast<EventColumn>(section)).field;
    if (!field)
        return;
    store::Order order = m_model.order();
    order.descending = order.column == *field ? !order.descending : true;
    order.column = *field;
    emit sortRequested(order);
}

void EventTableView::showColumnMenu(QPoint position)
{
    QMenu menu;
    for (int i = 1; i < kEventColumns; ++i) {
        const auto column = static_cast<EventColumn>(i);
        QAction* toggle = menu.addAction(titleOf(column, m_model.timeStyle()));
        toggle->setCheckable(true);
        toggle->setChecked(isColumnShown(column));
        connect(toggle, &QAction::toggled, this, [this, column](bool on) { setColumnShown(column, on); });
    }
    menu.exec(m_header->mapToGlobal(position));
}

} // namespace tracedeck::ui
