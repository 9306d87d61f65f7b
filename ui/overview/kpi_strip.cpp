#include "overview/kpi_strip.h"

#include "overview/kpi_figures.h"
#include "widgets/kpi_card.h"

#include <QGridLayout>

namespace tracedeck::ui {

KpiStrip::KpiStrip(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(m_theme.px(12));
    for (std::size_t i = 0; i < kpiSpecs().size(); ++i) {
        auto* card = new KpiCard(theme, this);
        connect(card, &QAbstractButton::clicked, this, [this, i] { open(i); });
        m_cards.push_back(card);
    }
    setColumns(static_cast<int>(m_cards.size()));
}

void KpiStrip::show(const OverviewAnswers& answers)
{
    m_answers = answers;
    const auto specs = kpiSpecs();
    for (std::size_t i = 0; i < specs.size(); ++i)
        m_cards[i]->setFigure(specs[i].figure(m_answers));
}

void KpiStrip::setStale(bool stale)
{
    for (auto* card : m_cards)
        card->setStale(stale);
}

void KpiStrip::setTrendsShown(bool shown)
{
    for (auto* card : m_cards)
        card->setTrendShown(shown);
}

void KpiStrip::setColumns(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int column = 0; column < static_cast<int>(m_cards.size()); ++column)
        m_grid->setColumnStretch(column, column < columns ? 1 : 0);
    int place = 0;
    for (auto* card : m_cards) {
        m_grid->addWidget(card, place / columns, place % columns);
        ++place;
    }
}

void KpiStrip::open(std::size_t card)
{
    if (const auto link = kpiSpecs()[card].link(m_answers))
        emit eventsRequested(*link);
    else
        emit workersRequested();
}

} // namespace tracedeck::ui
