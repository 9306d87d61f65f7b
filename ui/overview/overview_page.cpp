#include "overview/overview_page.h"

#include "charts/bucket_width.h"
#include "charts/change_lane.h"
#include "charts/histogram_view.h"
#include "charts/line_chart.h"
#include "overview/kpi_figures.h"
#include "overview/kpi_strip.h"
#include "overview/overview_cards.h"
#include "overview/overview_links.h"
#include "text/error_text.h"
#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/scope.h"
#include "widgets/skeleton_rows.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QScrollArea>
#include <QStackedWidget>

#include <array>

namespace tracedeck::ui {

namespace {

constexpr int kAskAfterMs = 200, kDimAfterMs = 150, kMargin = 16, kNarrowBelow = 1080, kLowBelow = 560, kSkeletonRow = 64;
constexpr int kColumns = 6;
constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute;

/// Grown to whole minutes, or seconds where it is short: the exact ends of the events say nothing.
TimeRange readable(TimeRange range)
{
    return alignedToBuckets(range, range.lengthMs() < kHour ? kSecond : kMinute);
}

} // namespace

OverviewPage::OverviewPage(Scope& scope, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_scope(scope)
    , m_theme(theme)
    , m_stack(new QStackedWidget(this))
    , m_loading(new SkeletonRows(theme, kSkeletonRow, this))
    , m_empty(new EmptyState(theme, this))
{
    setObjectName(QStringLiteral("page"));
    m_stack->insertWidget(Loading, m_loading);
    m_stack->insertWidget(Answered, makeBoard());
    m_stack->insertWidget(Empty, m_empty);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(m_stack, 1);
    connectBoard();

    m_soon.setSingleShot(true);
    m_soon.setInterval(kAskAfterMs);
    connect(&m_soon, &QTimer::timeout, this, &OverviewPage::ask);
    m_dim.setSingleShot(true);
    m_dim.setInterval(kDimAfterMs);
    connect(&m_dim, &QTimer::timeout, this, &OverviewPage::dim);
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &OverviewPage::fillNext);
    connect(&scope, &Scope::snapshotChanged, this, &OverviewPage::askSoon);
    connect(&scope, &Scope::rangeChanged, this, [this] {
        m_asked.cancel();
        m_stale = true;
        ask();
    });
    connect(&scope, &Scope::timeZoneChanged, this, [this] {
        if (m_stack->currentIndex() == Answered)
            fill();
    });
}

QWidget* OverviewPage::makeHeader()
{
    auto* header = new QWidget(this);
    header->setFixedHeight(m_theme.px(56));
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(m_theme.px(kMargin), 0, m_theme.px(kMargin), 0);
    row->setSpacing(m_theme.px(12));
    m_about = new ElidedLabel(m_theme, TextRole::Body, {}, Tone::Secondary, header);
    auto* whole = denseButton(tr("Show the whole range"), header);
    whole->setIcon(m_theme.icon(QStringLiteral("zoomout"), 16));
    connect(whole, &QPushButton::clicked, this, [this] { m_scope.setRange({}); });
    m_whole = whole;
    row->addWidget(new PlainLabel(m_theme, TextRole::Title, tr("Overview"), Tone::Normal, header));
    row->addWidget(m_about, 1);
    row->addWidget(whole);
    return header;
}

QWidget* OverviewPage::makeBoard()
{
    m_area = new QScrollArea(m_stack);
    auto* board = new QWidget(m_area);
    board->setObjectName(QStringLiteral("page"));
    m_grid = new QGridLayout(board);
    m_grid->setContentsMargins(m_theme.px(kMargin), 0, m_theme.px(kMargin), m_theme.px(kMargin));
    m_grid->setSpacing(m_theme.px(12));
    m_kpis = new KpiStrip(m_theme, board);
    m_outcomes = new OutcomeCard(m_theme, board);
    m_groups = new TopGroupsCard(m_theme, board);
    m_workers = new WorkersCard(m_theme, board);
    m_wall = new LineCard(m_theme, tr("Wall time"), tr("all Workers"), board);
    m_cpu = new LineCard(m_theme, tr("CPU time"), tr("all Workers"), board);
    m_rate = new LineCard(m_theme, tr("Failure rate"), tr("share of events"), board);
    m_area->setWidget(board);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    arrange(Shape::Wide);
    return m_area;
}

void OverviewPage::connectBoard()
{
    const auto zoom = [this](TimeRange range) { m_scope.setRange(range); };
    const auto whole = [this] { m_scope.setRange({}); };
    connect(m_outcomes->chart(), &HistogramView::zoomRequested, this, zoom);
    connect(m_outcomes->chart(), &HistogramView::panRequested, this, zoom);
    connect(m_outcomes->chart(), &HistogramView::zoomOutRequested, this, whole);
    connect(m_outcomes->chart(), &HistogramView::wholeRangeRequested, this, whole);
    for (auto* card : {m_wall, m_cpu, m_rate})
        connect(card->chart(), &LineChart::zoomRequested, this, zoom);
    connect(m_kpis, &KpiStrip::eventsRequested, this, &OverviewPage::eventsRequested);
    connect(m_kpis, &KpiStrip::workersRequested, this, [this] {
        m_workers->focusTable();
        m_area->ensureWidgetVisible(m_workers);
    });
    connect(m_groups, &TopGroupsCard::groupRequested, this, &OverviewPage::groupRequested);
    connect(m_outcomes, &OutcomeCard::eventsOpened, this, [this] {
        emit eventsRequested(linkToSlices(m_answers, m_outcomes->shownSlices(), m_outcomes->chart()->selection().value_or(TimeRange {})));
    });
    connect(m_outcomes->changes(), &ChangeLane::opened, this, &OverviewPage::changeOpened);
    connect(m_workers, &WorkersCard::allOpened, this, [this] { emit eventsRequested(linkToAll(m_answers)); });
    connect(m_workers, &WorkersCard::workerOpened, this,
            [this](const QString& name) { emit eventsRequested(linkToWorker(m_answers, name.toStdString())); });
}

ChangeLane& OverviewPage::changes() const
{
    return *m_outcomes->changes();
}

void OverviewPage::arrange(Shape shape)
{
    if (shape == m_shape)
        return;
    m_shape = shape;
    struct Place {
        QWidget* widget;
        int row, column, columns;
    };
    const std::array wide {Place {m_kpis, 0, 0, 6}, Place {m_outcomes, 1, 0, 4}, Place {m_groups, 1, 4, 2}, Place {m_workers, 2, 0, 4},
                           Place {m_wall, 2, 4, 2}, Place {m_rate, 3, 0, 4},     Place {m_cpu, 3, 4, 2}};
    const std::array narrow {Place {m_kpis, 0, 0, 6}, Place {m_outcomes, 1, 0, 6}, Place {m_groups, 2, 0, 6}, Place {m_workers, 3, 0, 6},
                             Place {m_wall, 4, 0, 3}, Place {m_cpu, 4, 3, 3},      Place {m_rate, 5, 0, 6}};
    for (const auto& place : shape == Shape::Wide ? wide : narrow)
        m_grid->addWidget(place.widget, place.row, place.column, 1, place.columns);
    for (int column = 0; column < kColumns; ++column)
        m_grid->setColumnStretch(column, 1);
    m_groups->setMinimumHeight(m_theme.px(shape == Shape::Wide ? 0 : 250));
}

void OverviewPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange(width() < m_theme.px(kNarrowBelow) ? Shape::Narrow : Shape::Wide);
    m_kpis->setTrendsShown(height() >= m_theme.px(kLowBelow));
}

void OverviewPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        ask();
}

void OverviewPage::askSoon()
{
    m_stale = true;
    if (isVisible() && !m_asked.isRunning() && !m_soon.isActive())
        m_soon.start();
}

void OverviewPage::ask()
{
    if (!isVisible() || m_asked.isRunning())
        return;
    m_stale = false;
    if (m_stack->currentIndex() == Answered) {
        m_dim.start();
    } else {
        m_stack->setCurrentIndex(Loading);
        m_loading->start();
    }
    m_asked = Pending<OverviewAnswers> {[this](std::stop_token stop) {
                                            return m_scope.queries().ask(stop,
                                                                         [snapshot = m_scope.snapshot(), asked = m_scope.range(),
                                                                          span = m_scope.effectiveRange()](std::stop_token asking) {
                                                                             return answerOverview(snapshot, asked, span, asking);
                                                                         });
                                        },
                                        [this](Result<OverviewAnswers> answer) {
                                            showAnswer(std::move(answer));
                                            if (m_stale)
                                                m_soon.start();
                                        }};
}

void OverviewPage::showAnswer(Result<OverviewAnswers> answer)
{
    m_dim.stop();
    m_loading->stop();
    m_empty->clearActions();
    if (!answer) {
        m_turn.stop(); // what is still being filled is no answer to this
        m_empty->setMessage(QStringLiteral("error"), tr("The overview could not be read"), errorText(answer.error()));
        connect(m_empty->addAction(tr("Try again")), &QPushButton::clicked, this, &OverviewPage::ask);
        m_stack->setCurrentIndex(Empty);
        return;
    }
    m_answers = std::move(*answer);
    fill();
    if (m_answers.now.events > 0)
        return;
    const bool nothingAtAll = m_scope.snapshot().events() == 0;
    m_empty->setMessage(QStringLiteral("overview"), nothingAtAll ? tr("No events yet") : tr("No events in this range"),
                        nothingAtAll ? tr("Open delivered files or a folder of them to see what they tell.")
                                     : tr("%1 events are loaded for other times.").arg(countText(m_scope.snapshot().events())));
    if (!nothingAtAll)
        connect(m_empty->addAction(tr("Show the whole range")), &QPushButton::clicked, this, [this] { m_scope.setRange({}); });
    m_stack->setCurrentIndex(Empty);
}

/// One card a turn of the event loop: to lay out and draw all of them at once would hold up the window while events stream in.
void OverviewPage::fill()
{
    const bool utc = m_scope.isUtc();
    const auto count = m_answers.workers.size();
    const auto workers = count == 1 ? tr("1 Worker") : tr("%1 Workers").arg(countText(count));
    m_about->setText(tr("%1 · %2 %3").arg(workers, rangeText(readable(m_scope.effectiveRange()), utc), zoneName(utc)));
    m_whole->setVisible(!m_scope.range().isAll() && m_answers.now.events > 0);
    m_filled = 0;
    m_turn.start();
}

void OverviewPage::fillNext()
{
    using Fill = void (OverviewPage::*)();
    constexpr std::array<Fill, 6> fills {&OverviewPage::fillFigures, &OverviewPage::fillOutcomes, &OverviewPage::fillTables,
                                         &OverviewPage::fillWall,    &OverviewPage::fillCpu,      &OverviewPage::fillRate};
    (this->*fills[m_filled])();
    if (++m_filled < fills.size())
        return;
    m_turn.stop();
    if (m_answers.now.events > 0)
        m_stack->setCurrentIndex(Answered);
}

void OverviewPage::fillFigures()
{
    m_kpis->show(m_answers);
}

void OverviewPage::fillOutcomes()
{
    m_outcomes->setAnswers(m_answers, m_scope.isUtc());
}

void OverviewPage::fillTables()
{
    m_groups->setAnswers(m_answers);
    m_workers->setAnswers(m_answers, m_scope.isUtc());
}

void OverviewPage::fillWall()
{
    m_wall->setLines(percentileLines(tr("Wall time"), m_answers.wall), m_scope.isUtc());
}

void OverviewPage::fillCpu()
{
    m_cpu->setLines(percentileLines(tr("CPU time"), m_answers.cpu), m_scope.isUtc());
}

void OverviewPage::fillRate()
{
    m_rate->setLines({.title = tr("Failure rate"),
                      .unit = LineUnit::Percent,
                      .start = m_answers.span.from,
                      .width = m_answers.bucketMs,
                      .lines = {{tr("failed"), LineStyle::Solid, &Tokens::outcomeException, failureRates(m_answers)}}},
                     m_scope.isUtc());
}

void OverviewPage::dim()
{
    m_kpis->setStale(true);
    m_outcomes->chart()->setStale(true);
    for (auto* card : {m_wall, m_cpu, m_rate})
        card->chart()->setStale(true);
}

} // namespace tracedeck::ui
