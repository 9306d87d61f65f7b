#include "overview/overview_cards.h"

#include "charts/change_lane.h"
#include "charts/histogram_view.h"
#include "charts/line_chart.h"
#include "charts/outcome_legend.h"
#include "overview/top_group_delegate.h"
#include "overview/top_groups_model.h"
#include "overview/workers_delegate.h"
#include "overview/workers_model.h"
#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/small_table.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QListView>

#include <algorithm>

namespace tracedeck::ui {

namespace {

constexpr int kTableRow = 36, kFewWorkers = 6, kFewest = 1;

/// Opens rows of a list with Enter too; letters are no search.
class OpeningList : public QListView {
public:
    using QListView::QListView;
    void keyboardSearch(const QString&) override {}
};

} // namespace

OutcomeCard::OutcomeCard(const Theme& theme, QWidget* parent)
    : Card(theme, parent)
    , m_chart(new HistogramView(theme, HistogramView::Scales::OkApart, this))
    , m_changes(new ChangeLane(theme, this))
{
    setTitle(tr("Events by outcome"));
    m_chart->setTitle(tr("Events by outcome"));
    auto* table = new LinkButton(tr("View as table"), this);
    auto* open = new LinkButton(tr("Open in Logs"), this);
    open->setAccessibleName(tr("Show the events of the chart in Logs"));
    head()->addWidget(table);
    head()->addWidget(open);
    connect(table, &QPushButton::clicked, m_chart, &HistogramView::showTable);
    connect(open, &QPushButton::clicked, this, &OutcomeCard::eventsOpened);
    auto* legend = new QHBoxLayout; // a row of its own: there are more outcomes than a head has room for
    legend->addWidget(m_chart->legend());
    legend->addStretch(1);
    body()->addLayout(legend);
    m_chart->legend()->show();
    body()->addWidget(m_chart, 1);
    body()->addWidget(m_changes);
    m_changes->follow(*m_chart);
}

void OutcomeCard::setAnswers(const OverviewAnswers& answers, bool utc)
{
    const auto perBar = tr("%1 per bar").arg(bucketWidthText(answers.bucketMs));
    setTitle(tr("Events by outcome"),
             answers.untimed == 0 ? perBar : tr("%1 · %2 events without a time are not drawn").arg(perBar, countText(answers.untimed)));
    m_chart->setUtc(utc);
    m_changes->setUtc(utc);
    m_outcomes = folded(answers.outcomes);
    m_chart->setHistogram(m_outcomes.histogram);
    m_chart->setMarks(answers.marks);
}

std::vector<std::string> OutcomeCard::shownSlices() const
{
    std::vector<std::string> names;
    for (const auto& series : m_outcomes.histogram.series) {
        const auto slice = std::ranges::find(m_chart->slices(), shown(series.value), &Slice::label);
        if (slice == m_chart->slices().end() || !slice->shown)
            continue;
        const auto inside = m_outcomes.inside.find(series.value);
        if (inside == m_outcomes.inside.end())
            names.push_back(series.value);
        else
            names.insert(names.end(), inside->second.begin(), inside->second.end());
    }
    return names;
}

LineCard::LineCard(const Theme& theme, const QString& title, const QString& note, QWidget* parent)
    : Card(theme, parent)
    , m_chart(new LineChart(theme, this))
{
    setTitle(title, note);
    auto* table = new LinkButton(tr("View as table"), this);
    table->setAccessibleName(tr("View %1 as table").arg(title));
    head()->addWidget(table);
    connect(table, &QPushButton::clicked, m_chart, &LineChart::showTable);
    body()->addWidget(m_chart);
}

void LineCard::setLines(LineData lines, bool utc)
{
    m_chart->setUtc(utc);
    m_chart->setData(std::move(lines));
}

WorkersCard::WorkersCard(const Theme& theme, QWidget* parent)
    : Card(theme, parent)
    , m_model(new WorkersModel(this))
    , m_table(new SmallTable(theme, tr("Workers"), kTableRow, this))
    , m_more(new LinkButton({}, this))
{
    setTitle(tr("Workers"));
    setBodyMargin(0);
    auto* open = new LinkButton(tr("Open in Logs"), this);
    open->setAccessibleName(tr("Show the events of all Workers in Logs"));
    head()->addWidget(m_more);
    head()->addWidget(open);
    m_table->setItemDelegate(new WorkersDelegate(theme, kTableRow, m_table));
    m_table->setModel(m_model);
    m_table->setColumns({0, 132, 86, 116, 82, 88, 144});
    m_table->setMostRows(kFewWorkers);
    m_table->horizontalHeader()->setSortIndicator(WorkersModel::Events, Qt::DescendingOrder);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicatorShown(false); // the model writes the arrow beside the name
    body()->addWidget(m_table);
    body()->addStretch(1);
    connect(open, &QPushButton::clicked, this, &WorkersCard::allOpened);
    connect(m_more, &QPushButton::clicked, this, [this] { showMore(!m_all); });
    connect(m_table, &SmallTable::opened, this,
            [this](int row) { emit workerOpened(QString::fromStdString(m_model->workerAt(row).scriptName)); });
}

void WorkersCard::setAnswers(const OverviewAnswers& answers, bool utc)
{
    m_model->setUtc(utc);
    m_model->setWorkers(answers.workers);
    showMore(m_all);
}

void WorkersCard::showMore(bool all)
{
    m_all = all;
    const int rows = m_model->rowCount();
    m_more->setVisible(rows > kFewWorkers);
    m_more->setText(all ? tr("Show fewer") : tr("Show all %1").arg(countText(static_cast<std::uint64_t>(rows))));
    m_more->setAccessibleName(all ? tr("Show fewer Workers") : tr("Show all %1 Workers").arg(countText(static_cast<std::uint64_t>(rows))));
    m_table->setMostRows(all ? qMax(kFewest, rows) : kFewWorkers);
}

void WorkersCard::focusTable()
{
    showMore(true);
    m_table->setFocus(Qt::OtherFocusReason);
    if (!m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_model->index(0, 0));
}

TopGroupsCard::TopGroupsCard(const Theme& theme, QWidget* parent)
    : Card(theme, parent)
    , m_model(new TopGroupsModel(this))
    , m_list(new OpeningList(this))
    , m_none(new PlainLabel(theme, TextRole::Body, {}, Tone::Secondary, this))
{
    setTitle(tr("Top exception groups"));
    setBodyMargin(0);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TopGroupDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("Top exception groups"));
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    body()->addWidget(m_list, 1);
    body()->addWidget(m_none, 1);
    const auto open = [this](const QModelIndex& index) { emit groupRequested({m_model->keyAt(index.row())}); };
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QListView::activated, this, open);
}

void TopGroupsCard::setAnswers(const OverviewAnswers& answers)
{
    const auto& groups = answers.groups;
    m_model->setGroups(groups);
    setTitle(tr("Top exception groups"),
             groups.groups.empty()
                 ? QString {}
                 : tr("%1 of %2").arg(countText(static_cast<std::uint64_t>(m_model->rowCount())), countText(groups.groups.size())));
    m_list->setVisible(!groups.groups.empty());
    m_none->setVisible(groups.groups.empty());
    m_none->setText(tr("No exceptions in %1 events.").arg(countText(groups.events)));
}

} // namespace tracedeck::ui
