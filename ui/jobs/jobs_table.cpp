#include "jobs/jobs_table.h"

#include "jobs/job_delegate.h"
#include "jobs/jobs_model.h"
#include "theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <array>

namespace tracedeck::ui {

namespace {

constexpr int kRowHeight = 52, kHeadHeight = 34;

struct Width {
    int design;
    int share;     ///< of what is left
    int hideBelow; ///< of the table's width; 0 = never
};

// In the order of the columns.
constexpr std::array<Width, JobsModel::ColumnCount> kWidths {{
    {56, 0, 0},
    {150, 2, 0},
    {170, 3, 0},
    {130, 3, 0},
    {84, 0, 0},
    {84, 0, 700},
    {192, 0, 1060},
    {118, 0, 0},
    {132, 0, 960},
    {150, 0, 0},
}};

} // namespace

JobsTable::JobsTable(const Theme& theme, QWidget* parent) : QTableView(parent), m_theme(theme), m_delegate(new JobDelegate(theme, this))
{
    setAccessibleName(tr("Logpush jobs"));
    setProperty("role", QStringLiteral("page")); // the head stands over the cells
    setItemDelegate(m_delegate);
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
    connect(&theme, &Theme::changed, this, &JobsTable::layOut);
}

void JobsTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    sortByColumn(JobsModel::Job, Qt::AscendingOrder);
    layOut();
}

int JobsTable::fullHeight() const
{
    return m_theme.px(kHeadHeight) + std::max(1, model()->rowCount()) * m_theme.px(kRowHeight);
}

void JobsTable::layOut()
{
    verticalHeader()->setDefaultSectionSize(m_theme.px(kRowHeight));
    horizontalHeader()->setFixedHeight(m_theme.px(kHeadHeight));
    if (!model())
        return;
    int fixed = 0, shares = 0;
    for (int column = 0; column < JobsModel::ColumnCount; ++column) {
        const Width& width = kWidths.at(static_cast<std::size_t>(column));
        setColumnHidden(column, viewport()->width() < m_theme.px(width.hideBelow));
        if (isColumnHidden(column))
            continue;
        fixed += m_theme.px(width.design);
        shares += width.share;
    }
    const int left = std::max(0, viewport()->width() - fixed);
    for (int column = 0; column < JobsModel::ColumnCount; ++column) {
        const Width& width = kWidths.at(static_cast<std::size_t>(column));
        setColumnWidth(column, m_theme.px(width.design) + left * width.share / std::max(1, shares));
    }
}

bool JobsTable::isOnSwitch(const QModelIndex& index, const QPoint& at) const
{
    if (!index.isValid() || index.column() != JobsModel::On)
        return false;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    return m_delegate->switchRect(option).adjusted(-4, -4, 4, 4).contains(at);
}

void JobsTable::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && isOnSwitch(index, event->position().toPoint())) {
        emit switched(index);
        return;
    }
    QTableView::mousePressEvent(event);
}

void JobsTable::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid())
        return QTableView::keyPressEvent(event);
    if (event->key() == Qt::Key_D && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        emit duplicateAsked();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Space: emit switchAsked(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: emit opened(index); return;
    case Qt::Key_Delete: emit deleteAsked(); return;
    default: QTableView::keyPressEvent(event);
    }
}

void JobsTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    layOut();
}

} // namespace tracedeck::ui
