#include "deliveries/deliveries_page.h"

#include "async/pool.h"
#include "charts/change_lane.h"
#include "charts/line_chart.h"
#include "deliveries/deliveries_cards.h"
#include "deliveries/deliveries_text.h"
#include "deliveries/delivery_figures.h"
#include "deliveries/incident_pane.h"
#include "text/error_text.h"
#include "text/format.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/segmented_control.h"
#include "widgets/skeleton_rows.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>

#include <utility>

namespace tracedeck::ui {

namespace {

constexpr int kMargin = 16, kSkeletonRow = 64, kPaneWidth = 340, kWidePane = 460, kNarrowBelow = 1100;
constexpr std::int64_t kWeek = std::int64_t {7} * 24 * 3'600'000;

} // namespace

DeliveriesPage::DeliveriesPage(QThreadPool& pool, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_pool(pool)
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
    column->addWidget(m_stack, 1);
    column->insertWidget(0, makeHeader());
    connectBoard();
    setLoading();
}

QWidget* DeliveriesPage::makeHeader()
{
    auto* header = new QWidget(this);
    header->setFixedHeight(m_theme.px(56));
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(m_theme.px(kMargin), 0, m_theme.px(kMargin), 0);
    row->setSpacing(m_theme.px(12));
    m_about = new ElidedLabel(m_theme, TextRole::Body, {}, Tone::Secondary, header);
    m_spans = new SegmentedControl({tr("6 h"), tr("24 h"), tr("7 d"), tr("30 d")}, tr("How far back"), header);
    m_spans->setCurrent(static_cast<int>(m_span));
    connect(m_spans, &SegmentedControl::chosen, this, &DeliveriesPage::chooseSpan);
    row->addWidget(new PlainLabel(m_theme, TextRole::Title, tr("Deliveries"), Tone::Normal, header));
    row->addWidget(m_about, 1);
    row->addWidget(m_spans);
    return header;
}

QWidget* DeliveriesPage::makeBoard()
{
    m_split = new QSplitter(Qt::Horizontal, m_stack);
    m_split->setHandleWidth(1);
    m_split->setChildrenCollapsible(false);
    m_area = new QScrollArea(m_split);
    auto* board = new QWidget(m_area);
    board->setObjectName(QStringLiteral("page"));
    auto* column = new QVBoxLayout(board);
    column->setContentsMargins(m_theme.px(kMargin), 0, m_theme.px(kMargin), m_theme.px(kMargin));
    column->setSpacing(m_theme.px(12));
    m_figures = new DeliveryFigures(m_theme, board);
    m_windows = new WindowsCard(m_theme, board);
    m_lag = new LagCard(m_theme, board);
    column->addWidget(m_figures);
    column->addWidget(m_windows);
    column->addWidget(m_lag, 1);
    m_area->setWidget(board);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_incidents = new IncidentPane(m_theme, m_split);
    m_incidents->setMinimumWidth(m_theme.px(kPaneWidth));
    m_split->addWidget(m_area);
    m_split->addWidget(m_incidents);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 0);
    return m_split;
}

void DeliveriesPage::connectBoard()
{
    WindowGrid* grid = m_windows->grid();
    const auto goTo = [this](QWidget* widget) {
        widget->setFocus(Qt::OtherFocusReason);
        m_area->ensureWidgetVisible(widget);
    };
    connect(grid, &WindowGrid::opened, this, [this, grid](TimeRange range) {
        grid->setMarked({0, 0});
        m_incidents->showRange(range);
    });
    connect(m_lag->chart(), &LineChart::zoomRequested, this, [this, grid](TimeRange range) {
        grid->setMarked(range);
        m_incidents->showRange(range);
    });
    connect(m_lag->changes(), &ChangeLane::opened, this, &DeliveriesPage::changeOpened);
    connect(m_incidents, &IncidentPane::incidentChosen, grid, &WindowGrid::setMarked);
    connect(m_incidents, &IncidentPane::logsRequested, this, &DeliveriesPage::logsRequested);
    connect(m_incidents, &IncidentPane::reportRequested, this, &DeliveriesPage::copyReport);
    connect(m_figures, &DeliveryFigures::gridRequested, this, [grid, goTo] { goTo(grid); });
    connect(m_figures, &DeliveryFigures::lagRequested, this, [this, goTo] { goTo(m_lag->chart()); });
    connect(m_figures, &DeliveryFigures::incidentRequested, m_incidents, &IncidentPane::choose);
    connect(m_figures, &DeliveryFigures::nextRequested, this, [this, grid, goTo] {
        if (m_answer && m_answer->coverage.next)
            grid->setCursorAt(m_answer->coverage.next->window.from);
        goTo(grid);
    });
}

void DeliveriesPage::setSource(const QString& source)
{
    m_source = shown(source.toStdString());
    m_about->setText(m_source);
    m_asked.cancel();
    m_wanted.reset();
    m_counts.clear();
    m_listing.reset(); // what is shown is of another one
    m_answer.reset();
    setLoading();
}

void DeliveriesPage::setLoading()
{
    if (m_stack->currentIndex() == Answered && m_answer)
        return;
    m_stack->setCurrentIndex(Loading);
    m_loading->start();
}

void DeliveriesPage::setListing(SharedListing listing, std::int64_t nowMs)
{
    m_listing = std::move(listing);
    m_nowMs = nowMs;
    ask();
}

void DeliveriesPage::showError(const Error& error)
{
    m_asked.cancel();
    m_loading->stop();
    m_empty->clearActions();
    m_empty->setMessage(QStringLiteral("error"), tr("The bucket could not be listed"), errorText(error));
    connect(m_empty->addAction(tr("Try again")), &QPushButton::clicked, this, &DeliveriesPage::listingRequested);
    if (m_hasCheck)
        connect(m_empty->addAction(tr("Show the check")), &QPushButton::clicked, this, &DeliveriesPage::checkRequested);
    m_stack->setCurrentIndex(Empty);
}

TimeRange DeliveriesPage::wantedRange(DeliveriesSpan span, std::int64_t nowMs)
{
    const TimeRange range = rangeOf(span, nowMs);
    return {range.from - std::max(range.lengthMs(), kWeek), range.to};
}

void DeliveriesPage::chooseSpan(int index)
{
    m_span = static_cast<DeliveriesSpan>(index);
    emit spanChanged();
    if (!m_listing)
        return;
    ask();
    if (m_listing->asked.from > wantedRange(m_span, m_nowMs).from)
        emit listingRequested();
}

ChangeLane& DeliveriesPage::changes() const
{
    return *m_lag->changes();
}

void DeliveriesPage::showWindows(TimeRange range)
{
    m_wanted = range;
    int span = static_cast<int>(m_span);
    while (span < static_cast<int>(DeliveriesSpan::Month) && rangeOf(static_cast<DeliveriesSpan>(span), m_nowMs).from > range.from)
        ++span;
    if (span != static_cast<int>(m_span)) {
        m_spans->setCurrent(span);
        chooseSpan(span);
    } else if (m_answer && m_stack->currentIndex() == Answered) {
        showWanted();
    }
}

void DeliveriesPage::showWanted()
{
    const TimeRange range = *std::exchange(m_wanted, std::nullopt);
    m_windows->grid()->setCursorAt(range.from);
    if (!m_incidents->chooseAt(range)) {
        m_windows->grid()->setMarked(range);
        m_incidents->showRange(range);
    }
    m_area->ensureWidgetVisible(m_windows);
}

void DeliveriesPage::ask()
{
    setLoading();
    m_asked = Pending<DeliveriesAnswer> {
        [this](std::stop_token stop) {
            return runIn(m_pool, std::move(stop),
                         [listing = m_listing, span = m_span, now = m_nowMs, counts = m_counts](const std::stop_token& asking) {
                             return answerDeliveries(listing, span, now, asking, counts);
                         });
        },
        [this](Result<DeliveriesAnswer> answer) { showAnswer(std::move(answer)); }};
}

void DeliveriesPage::showAnswer(Result<DeliveriesAnswer> answer)
{
    if (!answer) {
        showError(answer.error());
        return;
    }
    m_loading->stop();
    m_answer = std::make_shared<const DeliveriesAnswer>(std::move(*answer));
    if (m_answer->log.named.empty()) {
        showNothing(*m_answer);
        return;
    }
    m_about->setText(tr("%1 · %2 names").arg(m_source, countText(m_answer->listing->objects.size())));
    m_figures->setAnswer(*m_answer);
    m_windows->setAnswer(m_answer);
    m_lag->setAnswer(*m_answer);
    m_incidents->setAnswer(m_answer);
    m_stack->setCurrentIndex(Answered);
    if (m_wanted)
        showWanted();
    if (const auto gaps = objects::gapsToCount(m_answer->coverage); !gaps.empty())
        emit countsWanted(gaps, m_answer->coverage.stepMs);
}

void DeliveriesPage::setCounts(std::vector<objects::CountedRuns> counts)
{
    m_counts = std::move(counts);
    if (m_answer && m_listing)
        ask();
}

void DeliveriesPage::showNothing(const DeliveriesAnswer& answer)
{
    m_empty->clearActions();
    if (answer.log.unnamed.empty()) {
        m_empty->setMessage(
            QStringLiteral("deliveries"), tr("No files yet"),
            tr("The first file usually arrives within 2 minutes of the first event. Windows without traffic have no file."));
    } else {
        m_empty->setMessage(
            QStringLiteral("question"), tr("No name tells a window"),
            tr("None of %1 names reads as <start>_<end>_<hash>.log.gz, so nothing can be said about what is covered. Another "
               "prefix of the bucket may have the files of the job.")
                .arg(countText(answer.log.unnamed.size())));
    }
    connect(m_empty->addAction(tr("List again")), &QPushButton::clicked, this, &DeliveriesPage::listingRequested);
    m_stack->setCurrentIndex(Empty);
}

void DeliveriesPage::copyReport() const
{
    if (m_answer)
        QGuiApplication::clipboard()->setText(reportText(*m_answer, m_source));
}

void DeliveriesPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() == width())
        return;
    const bool narrow = width() < m_theme.px(kNarrowBelow);
    const int pane = m_theme.px(narrow ? kPaneWidth : kWidePane);
    m_incidents->setNarrow(narrow);
    m_split->setSizes({width() - pane, pane});
}

} // namespace tracedeck::ui
