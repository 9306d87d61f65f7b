#include "logs/logs_page.h"

#include "logs/detail_pane.h"
#include "logs/facet_view.h"
#include "logs/filter_bar.h"
#include "logs/log_search.h"

#include "charts/change_lane.h"
#include "charts/histogram_view.h"
#include "charts/outcome_legend.h"
#include "widgets/buttons.h"
#include "widgets/empty_state.h"
#include "widgets/plain_label.h"
#include "widgets/skeleton_rows.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace tracedeck::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFacetsBelow = 1180; ///< narrower: facets fold to a strip
constexpr int kDetailUnderBelow = 1100;

/// The menu that chooses the table's columns, made fresh each time it opens.
void fillColumns(QMenu& menu, EventTableView& table)
{
    for (int i = 1; i < kEventColumns; ++i) {
        const auto column = static_cast<EventColumn>(i);
        QAction* toggle = menu.addAction(titleOf(column, table.model().timeStyle()));
        toggle->setCheckable(true);
        toggle->setChecked(table.isColumnShown(column));
        QObject::connect(toggle, &QAction::toggled, &table, [&table, column](bool on) { table.setColumnShown(column, on); });
    }
}

QFrame* hairline(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("hline", true);
    line->setFixedHeight(1);
    return line;
}

} // namespace

LogsPage::LogsPage(Scope& scope, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_scope(scope)
    , m_theme(theme)
    , m_search(new LogSearch(scope, this))
    , m_facets(new FacetModel(m_filter, this))
    , m_bar(new FilterBar(m_filter, theme, this))
    , m_facetPanel(new FacetPanel(*m_facets, theme, this))
    , m_facetStrip(new QWidget(this))
    , m_histogram(new HistogramView(theme, HistogramView::Scales::One, this))
    , m_changes(new ChangeLane(theme, this))
    , m_found(new PlainLabel(theme, TextRole::BodyMedium, {}, Tone::Normal, this))
    , m_took(new PlainLabel(theme, TextRole::Small, {}, Tone::Muted, this))
    , m_perBar(new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary, this))
    , m_table(new EventTableView(m_rows, theme, this))
    , m_skeleton(new SkeletonRows(theme, theme.px(26), this))
    , m_empty(new EmptyState(theme, this))
    , m_middle(new QStackedWidget(this))
    , m_rowsShown(new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary, this))
    , m_selected(new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary, this))
    , m_detail(new DetailPane(theme, this))
    , m_columns(new QSplitter(Qt::Horizontal, this))
    , m_body(new QSplitter(Qt::Horizontal, this))
{
    setObjectName(u"page"_s);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Logs"));
    m_bar->setValuesOf([this](store::Column column) { return m_facets->valuesOf(column); });

    m_body->addWidget(buildTable());
    m_body->addWidget(m_detail);
    m_body->setStretchFactor(0, 1);
    m_body->setChildrenCollapsible(false);
    m_detail->setMinimumSize(theme.px(320), theme.px(150));
    m_detail->hide();

    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildChart());
    column->addWidget(hairline(centre));
    column->addWidget(m_body, 1);

    m_columns->addWidget(buildFacets());
    m_columns->addWidget(centre);
    m_columns->setStretchFactor(1, 1);
    m_columns->setCollapsible(1, false);
    m_columns->setSizes({theme.px(212), theme.px(1148)});

    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(buildBar());
    page->addWidget(hairline(this));
    page->addWidget(m_columns, 1);
    addPageActions();
    connectParts();
    ask(false);
}

LogsPage::~LogsPage() = default;

QWidget* LogsPage::buildBar()
{
    auto* bar = new QWidget(this);
    auto* undo = new IconButton(m_theme, u"undo"_s, tr("Undo the last change of the filter (Ctrl+Z)"), bar);
    undo->setEnabled(false);
    connect(undo, &QPushButton::clicked, &m_filter.undoStack(), &QUndoStack::undo);
    connect(&m_filter.undoStack(), &QUndoStack::canUndoChanged, undo, &QWidget::setEnabled);
    auto* columns = new QPushButton(m_theme.icon(u"columns"_s, 16), tr("Columns"), bar);
    connect(columns, &QPushButton::clicked, this, [this, columns] {
        QMenu menu;
        fillColumns(menu, *m_table);
        menu.exec(columns->mapToGlobal(QPoint(0, columns->height() + m_theme.px(4))));
    });
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(m_theme.px(12), m_theme.px(9), m_theme.px(12), m_theme.px(9));
    row->setSpacing(m_theme.px(8));
    row->addWidget(m_bar, 1, Qt::AlignTop);
    row->addWidget(undo, 0, Qt::AlignTop);
    row->addWidget(columns, 0, Qt::AlignTop);
    return bar;
}

QWidget* LogsPage::buildFacets()
{
    auto* side = new QWidget(this);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    auto* open = new IconButton(m_theme, u"filter"_s, tr("Show fields and values (Ctrl+B)"), m_facetStrip, true);
    connect(open, &QPushButton::clicked, this, [this] { setFacetsShown(true); });
    auto* strip = new QVBoxLayout(m_facetStrip);
    strip->setContentsMargins(m_theme.px(3), m_theme.px(8), m_theme.px(3), 0);
    strip->addWidget(open);
    strip->addStretch(1);
    m_facetStrip->hide();
    m_facetPanel->setMinimumWidth(m_theme.px(160));
    auto* row = new QHBoxLayout(side);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_facetStrip);
    row->addWidget(m_facetPanel);
    return side;
}

QWidget* LogsPage::buildChart()
{
    auto* chart = new QWidget(this);
    chart->setAutoFillBackground(true);
    chart->setBackgroundRole(QPalette::Base);
    m_histogram->setTitle(tr("Events by outcome"));
    auto* out = denseButton(tr("Zoom out"), chart);
    out->setIcon(m_theme.icon(u"zoomout"_s, 14));
    out->setProperty("kind", u"quiet"_s);
    out->setToolTip(tr("Zoom out (Z), whole range (Shift+Z)"));
    connect(out, &QPushButton::clicked, this, &LogsPage::zoomOut);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(m_theme.px(12), m_theme.px(2), m_theme.px(4), 0);
    head->setSpacing(m_theme.px(12));
    head->addWidget(m_found);
    head->addWidget(m_histogram->legend());
    m_histogram->legend()->layout()->setAlignment(Qt::AlignLeft);
    m_histogram->legend()->show();
    head->addStretch(1);
    head->addWidget(m_took);
    head->addWidget(m_perBar);
    head->addWidget(out);
    auto* column = new QVBoxLayout(chart);
    column->setContentsMargins(0, m_theme.px(2), 0, m_theme.px(4));
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_histogram);
    column->addWidget(m_changes);
    m_histogram->setFixedHeight(m_theme.px(112));
    m_changes->follow(*m_histogram);
    m_changes->setUtc(m_scope.isUtc());
    return chart;
}

QWidget* LogsPage::buildTable()
{
    auto* block = new QWidget(this);
    block->setAutoFillBackground(true);
    block->setBackgroundRole(QPalette::Base);
    m_middle->setMinimumHeight(m_theme.px(84)); // of a small window the states inside get less than they would like
    m_middle->addWidget(m_table);
    m_middle->addWidget(m_skeleton);
    m_middle->addWidget(m_empty);
    auto* status = new QHBoxLayout;
    status->setContentsMargins(m_theme.px(12), m_theme.px(3), m_theme.px(12), m_theme.px(3));
    status->setSpacing(m_theme.px(14));
    status->addWidget(m_rowsShown);
    status->addStretch(1);
    status->addWidget(m_selected);
    status->addWidget(new PlainLabel(m_theme, TextRole::Small, tr("J K next, previous \u00b7 E next exception"), Tone::Muted, block));
    auto* column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_middle, 1);
    column->addWidget(hairline(block));
    column->addLayout(status);
    return block;
}

void LogsPage::addPageActions()
{
    struct Row {
        QString text;
        QList<QKeySequence> keys;
        std::function<void()> act;
    };
    const std::vector<Row> rows {
        {tr("Find"), {QKeySequence::Find, QKeySequence(u"/"_s)}, [this] { m_bar->focusText(); }},
        {tr("Undo"), {QKeySequence::Undo}, [this] { m_filter.undoStack().undo(); }},
        {tr("Redo"), {QKeySequence::Redo, QKeySequence(u"Ctrl+Y"_s)}, [this] { m_filter.undoStack().redo(); }},
        {tr("Clear all filters"), {QKeySequence(u"Ctrl+Shift+Backspace"_s)}, [this] { m_filter.clear(); }},
        {tr("Show fields and values"), {QKeySequence(u"Ctrl+B"_s)}, [this] { setFacetsShown(m_facetPanel->isHidden()); }},
        {tr("Show detail"), {QKeySequence(u"Ctrl+D"_s)}, [this] { setDetailShown(m_detail->isHidden()); }},
        {tr("Next tab"), {QKeySequence(u"Ctrl+Tab"_s)}, [this] { m_detail->stepTab(1); }},
        {tr("Previous tab"), {QKeySequence(u"Ctrl+Shift+Tab"_s)}, [this] { m_detail->stepTab(-1); }},
    };
    for (const Row& row : rows) {
        auto* action = new QAction(row.text, this);
        action->setShortcuts(row.keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, row.act);
        addAction(action);
    }
}

void LogsPage::connectParts()
{
    connect(&m_filter, &FilterModel::changed, this, [this] { ask(false); });
    connect(&m_scope, &Scope::rangeChanged, this, [this] { ask(false); });
    connect(&m_scope, &Scope::snapshotChanged, this, &LogsPage::refresh);
    connect(&m_scope, &Scope::timeZoneChanged, this, [this] {
        m_histogram->setUtc(m_scope.isUtc());
        m_changes->setUtc(m_scope.isUtc());
        m_rows.setTimeStyle({m_scope.isUtc(), m_rows.timeStyle().withDate});
        m_table->viewport()->update();
        if (m_detail->detail())
            m_detail->setEvent(*m_detail->detail(), m_scope.isUtc());
    });
    m_refreshSoon.setSingleShot(true);
    m_refreshSoon.setInterval(200);
    connect(&m_refreshSoon, &QTimer::timeout, this, [this] { ask(true); });
    m_dimSoon.setSingleShot(true);
    m_dimSoon.setInterval(150);
    connect(&m_dimSoon, &QTimer::timeout, this, [this] {
        m_table->setStale(true);
        m_histogram->setStale(true);
        m_facets->setStale(true);
    });
    connect(m_search, &LogSearch::answered, this, &LogsPage::showAnswer);
    connect(m_search, &LogSearch::failed, this, &LogsPage::showFailure);
    connect(&m_rows, &EventTableModel::failed, this, &LogsPage::showFailure);
    connect(m_search, &LogSearch::histogramReady, this, [this](const store::Histogram& histogram) {
        m_histogram->setHistogram(histogram);
        showStatus();
    });
    connect(m_changes, &ChangeLane::opened, this, &LogsPage::changeOpened);
    connect(m_search, &LogSearch::marksReady, m_histogram, &HistogramView::setMarks);
    connect(m_search, &LogSearch::facetsReady, m_facets, &FacetModel::setCounts);
    const auto zoom = [this](TimeRange range) {
        m_zoomedFrom.push_back(m_scope.range());
        m_scope.setRange(range);
    };
    connect(m_histogram, &HistogramView::zoomRequested, this, zoom);
    connect(m_histogram, &HistogramView::panRequested, &m_scope, &Scope::setRange);
    connect(m_histogram, &HistogramView::zoomOutRequested, this, &LogsPage::zoomOut);
    connect(m_histogram, &HistogramView::wholeRangeRequested, this, [this] { m_scope.setRange({}); });
    connect(m_bar, &FilterBar::leaveRequested, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &EventTableView::currentChanged, this, &LogsPage::loadDetail);
    connect(m_table, &EventTableView::selectionChanged, this, &LogsPage::showStatus);
    connect(m_table, &EventTableView::visibleRowsChanged, this, &LogsPage::showStatus);
    connect(m_table, &EventTableView::commanded, this, &LogsPage::obey);
    connect(m_table, &EventTableView::menuRequested, this, &LogsPage::showRowMenu);
    connect(m_table, &EventTableView::sortRequested, this, [this](const store::Order& order) {
        m_order = order;
        ask(false);
    });
    connect(m_detail, &DetailPane::closeRequested, this, [this] { setDetailShown(false); });
    connect(m_detail, &DetailPane::groupRequested, this, [this](quint64 key) { emit groupRequested({key}); });
    connect(m_detail, &DetailPane::gestured, this, &LogsPage::gesture);
    connect(m_detail, &DetailPane::stepRequested, this, [this](int rows) {
        const std::uint64_t at = m_table->currentRow().value_or(0);
        if (rows > 0 || at > 0)
            m_table->setCurrentRow(rows > 0 ? at + 1 : at - 1);
    });
}

void LogsPage::fitToWidth()
{
    const bool wide = m_facetsWanted.value_or(width() >= m_theme.px(kFacetsBelow) - m_theme.px(80)); // the rail is beside the page
    m_facetPanel->setVisible(wide);
    m_facetStrip->setVisible(!wide);
    QWidget* side = m_facetPanel->parentWidget();
    side->setMinimumWidth(wide ? m_theme.px(160) : m_theme.px(32));
    side->setMaximumWidth(wide ? QWIDGETSIZE_MAX : m_theme.px(32));
    if (!wide || m_isWide != wide) {
        const int facets = m_theme.px(wide ? 212 : 32);
        m_columns->setSizes({facets, width() - facets});
    }
    m_isWide = wide;
    const auto orientation = width() >= m_theme.px(kDetailUnderBelow) - m_theme.px(80) ? Qt::Horizontal : Qt::Vertical;
    if (m_body->orientation() != orientation) {
        m_body->setOrientation(orientation);
        m_body->setSizes(orientation == Qt::Horizontal ? QList<int> {m_body->width() - m_theme.px(424), m_theme.px(424)}
                                                       : QList<int> {m_body->height() / 2, m_body->height() / 2});
    }
}

void LogsPage::resizeEvent(QResizeEvent* /*event*/)
{
    fitToWidth();
}

void LogsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fitToWidth();
}

void LogsPage::setFacetsShown(bool shown)
{
    m_facetsWanted = shown;
    fitToWidth();
}

void LogsPage::setDetailShown(bool shown)
{
    if (shown == m_detail->isVisibleTo(this))
        return;
    m_detail->setVisible(shown);
    m_detailClosed = !shown;
    if (shown && m_body->orientation() == Qt::Horizontal)
        m_body->setSizes({m_body->width() - m_theme.px(424), m_theme.px(424)});
    if (shown)
        loadDetail();
    else
        m_table->setFocus();
}

} // namespace tracedeck::ui
