#pragma once

#include "overview/overview_answers.h"
#include "widgets/links.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace tracedeck::ui {

class KpiCard;
class Theme;

/// The figures on top of the overview; each leads to the events it counts.
class KpiStrip : public QWidget {
    Q_OBJECT
public:
    explicit KpiStrip(const Theme& theme, QWidget* parent = nullptr);

    void show(const OverviewAnswers& answers);
    void setStale(bool stale);
    void setTrendsShown(bool shown);
    void setColumns(int columns);

    using QWidget::show;

signals:
    void eventsRequested(const EventsLink& link);
    void workersRequested();

private:
    void open(std::size_t card);

    const Theme& m_theme;
    QGridLayout* m_grid;
    std::vector<KpiCard*> m_cards;
    OverviewAnswers m_answers;
    int m_columns = 0;
};

} // namespace tracedeck::ui
