#include "deliveries/deliveries_cards.h"

#include "charts/change_lane.h"
#include "charts/line_chart.h"
#include "deliveries/deliveries_text.h"
#include "text/format.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QBoxLayout>
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

ChartLine lagLine(const objects::LagSeries& series, const QString& label, LineStyle style, QColor Tokens::*colour,
                  std::int64_t objects::LagSpread::*value)
{
    ChartLine line {label, style, colour, {}};
    for (const auto& bucket : series.buckets)
        line.values.push_back(bucket ? std::optional(static_cast<double>(std::max<std::int64_t>(0, (*bucket).*value))) : std::nullopt);
    return line;
}

} // namespace

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
    m_note->setContentsMargins(0, theme.px(6), 0, 0);
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

LagCard::LagCard(const Theme& theme, QWidget* parent)
    : Card(theme, parent)
    , m_chart(new LineChart(theme, this))
    , m_changes(new ChangeLane(theme, this))
{
    setTitle(tr("Lag"), tr("time from end of window to file in bucket"));
    auto* table = new LinkButton(tr("View as table"), this);
    table->setAccessibleName(tr("View the lag as table"));
    head()->addWidget(table);
    connect(table, &QPushButton::clicked, m_chart, &LineChart::showTable);
    m_chart->setMinimumHeight(theme.px(150));
    body()->addWidget(m_chart);
    body()->addWidget(m_changes);
    m_changes->follow(*m_chart);
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
