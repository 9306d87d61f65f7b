#include "widgets/room_table.h"

#include "theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace tracedeck::ui {

namespace {

/// Rounded down, also below 0.
int partOf(int whole, int share, int shares)
{
    const int product = whole * share;
    return (product < 0 ? product - shares + 1 : product) / shares;
}

} // namespace

RoomTable::RoomTable(const Theme& theme, const QString& name, const Look& look, QWidget* parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_look(look)
{
    setAccessibleName(name);
    setProperty("role", QStringLiteral("page")); // the head stands over the cells
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setSortingEnabled(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    const auto least = std::ranges::min(m_look.widths, {}, &ColumnWidth::design);
    horizontalHeader()->setMinimumSectionSize(theme.px(least.design));
    connect(&theme, &Theme::changed, this, &RoomTable::layOut);
}

void RoomTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    sortByColumn(m_look.sortColumn, Qt::AscendingOrder);
    layOut();
}

void RoomTable::chooseRow(const QModelIndex& index)
{
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

int RoomTable::fullHeight() const
{
    return m_theme.px(m_look.headHeight) + std::max(1, model()->rowCount()) * m_theme.px(m_look.rowHeight);
}

void RoomTable::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
    if (step == 0 || event->modifiers() != Qt::ControlModifier)
        return QTableView::keyPressEvent(event);
    const QModelIndex next = currentIndex().siblingAtRow(currentIndex().row() + step);
    if (next.isValid())
        selectionModel()->setCurrentIndex(next, QItemSelectionModel::NoUpdate);
}

void RoomTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    layOut();
}

void RoomTable::layOut()
{
    verticalHeader()->setDefaultSectionSize(m_theme.px(m_look.rowHeight));
    horizontalHeader()->setFixedHeight(m_theme.px(m_look.headHeight));
    if (!model())
        return;
    int fixed = 0, shares = 0;
    for (int column = 0; const ColumnWidth& width : m_look.widths) {
        setColumnHidden(column, viewport()->width() < m_theme.px(width.hideBelow));
        fixed += isColumnHidden(column) ? 0 : m_theme.px(width.design);
        shares += isColumnHidden(column) ? 0 : width.share;
        ++column;
    }
    const int left = viewport()->width() - fixed; // below 0 those that share give: nothing may be pushed out to the side
    for (int column = 0; const ColumnWidth& width : m_look.widths)
        setColumnWidth(column++, m_theme.px(width.design) + partOf(left, width.share, std::max(1, shares)));
}

} // namespace tracedeck::ui
