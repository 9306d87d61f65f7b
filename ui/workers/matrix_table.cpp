#include "workers/matrix_table.h"

#include "theme/theme.h"
#include "workers/matrix_delegate.h"
#include "workers/matrix_model.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <array>

namespace tracedeck::ui {

namespace {

constexpr int kRowHeight = 46, kHeadHeight = 30, kReach = 5;

struct Width {
    int design;
    int share;     ///< of what is left
    int hideBelow; ///< of the table's width; 0 = never
};

// In the order of the columns.
constexpr std::array<Width, MatrixModel::ColumnCount> kWidths {{
    {36, 0, 0},
    {118, 5, 0},
    {78, 0, 0},
    {144, 3, 0},
    {98, 0, 0},
    {134, 0, 684},
    {76, 0, 550},
    {102, 0, 786},
}};

} // namespace

MatrixTable::MatrixTable(const Theme& theme, QWidget* parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_delegate(new MatrixDelegate(theme, this))
{
    setAccessibleName(tr("Workers"));
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
    horizontalHeader()->setMinimumSectionSize(m_theme.px(kWidths[MatrixModel::Tick].design));
    connect(&theme, &Theme::changed, this, &MatrixTable::layOut);
}

void MatrixTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    sortByColumn(MatrixModel::Worker, Qt::AscendingOrder);
    layOut();
}

int MatrixTable::fullHeight() const
{
    return m_theme.px(kHeadHeight) + std::max(1, model()->rowCount()) * m_theme.px(kRowHeight);
}

void MatrixTable::layOut()
{
    verticalHeader()->setDefaultSectionSize(m_theme.px(kRowHeight));
    horizontalHeader()->setFixedHeight(m_theme.px(kHeadHeight));
    if (!model())
        return;
    int fixed = 0, shares = 0;
    for (int column = 0; column < MatrixModel::ColumnCount; ++column) {
        const Width& width = kWidths.at(static_cast<std::size_t>(column));
        setColumnHidden(column, viewport()->width() < m_theme.px(width.hideBelow));
        if (isColumnHidden(column))
            continue;
        fixed += m_theme.px(width.design);
        shares += width.share;
    }
    const int left = std::max(0, viewport()->width() - fixed);
    for (int column = 0; column < MatrixModel::ColumnCount; ++column) {
        const Width& width = kWidths.at(static_cast<std::size_t>(column));
        setColumnWidth(column, m_theme.px(width.design) + left * width.share / std::max(1, shares));
    }
}

QStyleOptionViewItem MatrixTable::optionOf(const QModelIndex& index) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    return option;
}

QRect MatrixTable::switchRect(const QModelIndex& index) const
{
    return m_delegate->switchRect(optionOf(index.siblingAtColumn(MatrixModel::Logpush)));
}

/// A click on a switch asks for it and chooses nothing; one on a tick changes that tick alone.
bool MatrixTable::takesClick(const QMouseEvent& event)
{
    const QPoint at = event.position().toPoint();
    const QModelIndex index = indexAt(at);
    if (event.button() != Qt::LeftButton || !index.isValid())
        return false;
    const QMargins reach(kReach, kReach, kReach, kReach);
    if (index.column() == MatrixModel::Logpush && m_delegate->switchRect(optionOf(index)).marginsAdded(reach).contains(at)) {
        emit switched(index);
        return true;
    }
    if (index.column() != MatrixModel::Tick)
        return false;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
    return true;
}

void MatrixTable::mousePressEvent(QMouseEvent* event)
{
    m_isTaken = takesClick(*event);
    if (!m_isTaken)
        QTableView::mousePressEvent(event);
}

void MatrixTable::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_isTaken)
        QTableView::mouseReleaseEvent(event);
    m_isTaken = false;
}

void MatrixTable::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_isTaken = takesClick(*event);
    if (m_isTaken)
        return;
    QTableView::mouseDoubleClickEvent(event);
    if (const QModelIndex index = indexAt(event->position().toPoint()); index.isValid())
        emit opened(index);
}

void MatrixTable::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid() || event->modifiers() != Qt::NoModifier)
        return QTableView::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Space: emit switchAsked(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2: emit opened(index); return;
    case Qt::Key_D: emit fileAsked(); return;
    default: QTableView::keyPressEvent(event);
    }
}

void MatrixTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    layOut();
}

} // namespace tracedeck::ui
