#include "deliveries/deliveries_cards.h"

#include "charts/line_chart.h"
#include "deliveries/deliveries_text.h"
#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/kpi_card.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

namespace {

/// What a kind of cell looks like, with its word.
class LegendEntry : public QWidget {
public:
    LegendEntry(const Theme& theme, CellState state, const QString& word, QWidget* parent) : QWidget(parent), m_theme(theme), m_state(state)
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(theme.px(16), 0, 0, 0);
        row->addWidget(new PlainLabel(theme, TextRole::Micro, word, Tone::Secondary, this));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const int side = m_theme.px(12);
        const QRect swatch(0, (height() - side) / 2, side, side);
        paintWindowCell(painter, m_theme, QStyle::visualRect(layoutDirection(), rect(), swatch), m_state, 3);
    }

private:
    const Theme& m_theme;
    CellState m_state;
};

KpiCard* addFigure(const Theme& theme, QWidget* parent)
{
    auto* card = new KpiCard(theme, parent);
    card->setTrendShown(false);
    return card;
}

Figure percentOrMissing(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? percentFigure(static_cast<double>(part) / static_cast<double>(whole)) : Figure {kMissing.toString(), {}};
}

/// Both in the unit of the larger one.
Figure lagFigure(const objects::LagSpread& lag)
{
    struct Unit {
        std::int64_t ms, below;
        const char* name;
    };
    constexpr std::array kUnits {Unit {1000, 1000, QT_TRANSLATE_NOOP("tracedeck::ui::DeliveryFigures", "s")},
                                 Unit {60'000, 600, QT_TRANSLATE_NOOP("tracedeck::ui::DeliveryFigures", "min")},
                                 Unit {3'600'000, INT64_MAX, QT_TRANSLATE_NOOP("tracedeck::ui::DeliveryFigures", "h")}};
    const auto unit = std::ranges::find_if(kUnits, [&](const Unit& one) { return lag.p95 / one.ms < one.below; });
    return {DeliveryFigures::tr("%1 / %2").arg(lag.p50 / unit->ms).arg(lag.p95 / unit->ms), DeliveryFigures::tr(unit->name)};
}

std::uint64_t whole(std::int64_t value)
{
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, value));
}

ChartLine lagLine(const objects::LagSeries& series, const QString& label, LineStyle style, QColor Tokens::*colour,
                  std::int64_t objects::LagSpread::*value)
{
    ChartLine line {label, style, colour, {}};
    for (const auto& bucket : series.buckets)
        line.values.push_back(bucket ? std::optional(static_cast<double>(std::max<std::int64_t>(0, (*bucket).*value))) : std::nullopt);
    return line;
}

} // namespace

DeliveryFigures::DeliveryFigures(const Theme& theme, QWidget* parent) : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(theme.px(8));
    m_covered = addFigure(theme, this);
    m_missing = addFigure(theme, this);
    m_late = addFigure(theme, this);
    m_lag = addFigure(theme, this);
    m_next = addFigure(theme, this);
    setNarrow(false);
    connect(m_covered, &QAbstractButton::clicked, this, &DeliveryFigures::gridRequested);
    connect(m_missing, &QAbstractButton::clicked, this, [this] { emit incidentRequested(true); });
    connect(m_late, &QAbstractButton::clicked, this, [this] { emit incidentRequested(false); });
    connect(m_lag, &QAbstractButton::clicked, this, &DeliveryFigures::lagRequested);
    connect(m_next, &QAbstractButton::clicked, this, &DeliveryFigures::nextRequested);
}

void DeliveryFigures::setNarrow(bool narrow)
{
    auto* grid = static_cast<QGridLayout*>(layout());
    const int columns = narrow ? 3 : 5;
    int place = 0;
    for (KpiCard* card : {m_covered, m_missing, m_late, m_lag, m_next}) {
        grid->addWidget(card, place / columns, place % columns);
        ++place;
    }
}

void DeliveryFigures::setAnswer(const DeliveriesAnswer& answer)
{
    const objects::Coverage& coverage = answer.coverage;
    const auto incidents = static_cast<int>(answer.missing());
    KpiFigure covered, missing, late, lag, next;
    covered.caption = tr("Minutes covered");
    covered.figure = percentOrMissing(coverage.coveredMinutes, coverage.minutes);
    covered.delta = tr("%1 of %2").arg(countText(whole(coverage.coveredMinutes)), countText(whole(coverage.minutes)));
    covered.exact = tr("Minutes that a window touches, of those that should have arrived by now");
    m_covered->setFigure(covered);

    missing.caption = tr("Missing");
    missing.figure = durationFigure(coverage.missingMs);
    missing.delta = tr("%n incidents", nullptr, incidents);
    if (incidents == 1)
        missing.delta = tr("1 incident");
    missing.deltaKind = incidents > 0 ? KpiFigure::Delta::Worse : KpiFigure::Delta::Plain;
    missing.exact = tr("Without a file though the rate of that hour says there should be one (p < 0.01)");
    m_missing->setFigure(missing);

    late.caption = tr("Late");
    late.figure = durationFigure(coverage.lateMs);
    late.delta = tr("over 120 s · %1 files").arg(countText(coverage.lateFiles));
    late.exact = tr("Windows whose file came more than 120 s after their end");
    m_late->setFigure(late);

    lag.caption = tr("Lag p50 / p95");
    lag.figure = coverage.lag ? lagFigure(*coverage.lag) : Figure {kMissing.toString(), {}};
    lag.delta = tr("of %1 files").arg(countText(coverage.lag ? coverage.lag->objects : 0));
    lag.exact = tr("From the end of a window to its file in the bucket");
    if (coverage.lag)
        lag.exact += tr(": %1 / %2").arg(lagText(coverage.lag->p50), lagText(coverage.lag->p95));
    m_lag->setFigure(lag);

    next.caption = tr("Next file");
    next.figure = {kMissing.toString(), {}};
    if (coverage.next) {
        next.figure = {timeText(coverage.next->expectedMs, true).section(u'.', 0, 0), zoneName(true)};
        next.delta = tr("window %1").arg(minuteText(coverage.next->window.from, true));
        next.exact = tr("Expected %1 UTC, were all as usual").arg(dateTimeText(coverage.next->expectedMs, true));
    }
    m_next->setFigure(next);
}

WindowsCard::WindowsCard(const Theme& theme, QWidget* parent)
    : Card(theme, parent)
    , m_grid(new WindowGrid(theme, this))
    , m_note(new PlainLabel(theme, TextRole::Small, {}, Tone::Secondary, this))
{
    struct Entry {
        CellState state;
        QString word;
    };
    const std::array entries {Entry {CellState::Arrived, tr("arrived, darker = more bytes")},
                              Entry {CellState::Late, tr("late, over 120 s")}, Entry {CellState::Missing, tr("missing")},
                              Entry {CellState::Expected, tr("expected")}};
    auto* legend = new QHBoxLayout;
    legend->setSpacing(theme.px(14));
    for (const Entry& entry : entries)
        legend->addWidget(new LegendEntry(theme, entry.state, entry.word, this));
    legend->addStretch(1);
    auto* table = new LinkButton(tr("View as table"), this);
    table->setAccessibleName(tr("View the windows as table"));
    setTitle(tr("Windows"));
    head()->addWidget(table);
    connect(table, &QPushButton::clicked, m_grid, &WindowGrid::showTable);
    m_note->setWordWrap(true);
    body()->addLayout(legend);
    body()->addWidget(m_grid);
    body()->addWidget(m_note);
}

void WindowsCard::setAnswer(const SharedAnswer& answer)
{
    const auto& coverage = answer->coverage;
    setTitle(coverage.cells.width == 60'000 ? tr("Minute windows") : tr("Windows per %1").arg(bucketWidthText(coverage.cells.width)),
             tr("UTC, newest at the bottom"));
    QStringList notes;
    if (coverage.unnamedFiles > 0)
        notes << (coverage.unnamedFiles == 1 ? tr("1 file has a name that tells no window; it stands where it was last changed.")
                                             : tr("%1 files have names that tell no window; they stand where they were last changed.")
                                                   .arg(countText(coverage.unnamedFiles)));
    if (coverage.overlappingFiles > 0)
        notes << tr("%1 are covered twice, by %2 files that overlap others.")
                     .arg(durationText(coverage.overlapMs), countText(coverage.overlappingFiles));
    m_note->setText(notes.join(u' '));
    m_note->setVisible(!notes.isEmpty());
    m_grid->setAnswer(answer);
}

LagCard::LagCard(const Theme& theme, QWidget* parent) : Card(theme, parent), m_chart(new LineChart(theme, this))
{
    setTitle(tr("Lag"), tr("time from end of window to file in bucket"));
    auto* table = new LinkButton(tr("View as table"), this);
    table->setAccessibleName(tr("View the lag as table"));
    head()->addWidget(table);
    connect(table, &QPushButton::clicked, m_chart, &LineChart::showTable);
    m_chart->setMinimumHeight(theme.px(150));
    body()->addWidget(m_chart);
}

void LagCard::setAnswer(const DeliveriesAnswer& answer)
{
    const objects::LagSeries& lags = answer.coverage.lags;
    LineData lines {tr("Lag"), LineUnit::Milliseconds, lags.start, lags.width, {}};
    lines.lines.push_back(lagLine(lags, tr("p50"), LineStyle::Solid, &Tokens::outcomeOk, &objects::LagSpread::p50));
    lines.lines.push_back(lagLine(lags, tr("p95"), LineStyle::Dashed, &Tokens::outcomeCpu, &objects::LagSpread::p95));
    m_chart->setUtc(true);
    m_chart->setData(std::move(lines));
}

} // namespace tracedeck::ui
