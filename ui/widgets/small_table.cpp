#include "widgets/small_table.h"

#include "theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace tracedeck::ui {

namespace {

constexpr int kHeadHeight = 30;

} // namespace

SmallTable::SmallTable(const Theme& theme, const QString& name, int designRowHeight, QWidget* parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_rowHeight(designRowHeight)
{
    setAccessibleName(name);
    setProperty("role", QStringLiteral("page")); // the head stands over the cells
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(this, &QTableView::clicked, this, [this](const QModelIndex& index) { emit opened(index.row()); });
    connect(&theme, &Theme::changed, this, &SmallTable::fit);
}

void SmallTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &SmallTable::fit);
    fit();
}

void SmallTable::setColumns(std::vector<int> designWidths)
{
    m_widths = std::move(designWidths);
    layOutColumns();
}

void SmallTable::setMostRows(int rows)
{
    m_mostRows = rows;
    fit();
}

void SmallTable::fit()
{
    if (!model())
        return;
    verticalHeader()->setDefaultSectionSize(m_theme.px(m_rowHeight));
    horizontalHeader()->setFixedHeight(m_theme.px(kHeadHeight));
    const int rows = std::clamp(model()->rowCount(), 1, m_mostRows);
    setVerticalScrollBarPolicy(model()->rowCount() > m_mostRows ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    setFixedHeight(m_theme.px(kHeadHeight) + rows * m_theme.px(m_rowHeight));
    layOutColumns();
}

void SmallTable::layOutColumns()
{
    if (!model())
        return;
    const int columns = std::min(model()->columnCount(), static_cast<int>(m_widths.size()));
    const auto isLoose = [this](int column) { return m_widths[static_cast<std::size_t>(column)] == 0; };
    const auto widthOf = [this](int column) { // a title is never cut
        return std::max(m_theme.px(m_widths[static_cast<std::size_t>(column)]), horizontalHeader()->sectionSizeHint(column));
    };
    int fixed = 0, loose = 0;
    for (int column = 0; column < columns; ++column) {
        if (isColumnHidden(column))
            continue;
        isLoose(column) ? ++loose : fixed += widthOf(column);
    }
    const int rest = std::max(m_theme.px(90), loose == 0 ? 0 : (viewport()->width() - fixed) / loose);
    for (int column = 0; column < columns; ++column) {
        if (!isColumnHidden(column))
            setColumnWidth(column, isLoose(column) ? rest : widthOf(column));
    }
}

void SmallTable::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit opened(currentIndex().row());
        return;
    }
    QTableView::keyPressEvent(event);
}

void SmallTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    layOutColumns();
}

} // namespace tracedeck::ui
