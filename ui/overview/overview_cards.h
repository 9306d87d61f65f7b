#pragma once

#include "overview/folded_outcomes.h"
#include "overview/overview_answers.h"
#include "widgets/card.h"
#include "widgets/links.h"

class QListView;

namespace tracedeck::ui {

class ChangeLane;
class HistogramView;
class LineChart;
struct LineData;
class LinkButton;
class SmallTable;
class TopGroupsModel;
class WorkersModel;

/// Events by outcome over time, ok and the rest on scales of their own, and below what changed meanwhile.
class OutcomeCard : public Card {
    Q_OBJECT
public:
    explicit OutcomeCard(const Theme& theme, QWidget* parent = nullptr);

    void setAnswers(const OverviewAnswers& answers, bool utc);
    [[nodiscard]] HistogramView* chart() const { return m_chart; }
    [[nodiscard]] ChangeLane* changes() const { return m_changes; }
    /// The slices that are shown, by their names in the store.
    [[nodiscard]] std::vector<std::string> shownSlices() const;

signals:
    void eventsOpened();

private:
    HistogramView* m_chart;
    ChangeLane* m_changes;
    FoldedOutcomes m_outcomes;
};

/// One line chart with its table twin.
class LineCard : public Card {
    Q_OBJECT
public:
    LineCard(const Theme& theme, const QString& title, const QString& note, QWidget* parent = nullptr);

    void setLines(LineData lines, bool utc);
    [[nodiscard]] LineChart* chart() const { return m_chart; }

private:
    LineChart* m_chart;
};

/// The Workers of the range; a row leads to its events.
class WorkersCard : public Card {
    Q_OBJECT
public:
    explicit WorkersCard(const Theme& theme, QWidget* parent = nullptr);

    void setAnswers(const OverviewAnswers& answers, bool utc);
    void focusTable();

signals:
    void workerOpened(const QString& name);
    void allOpened();

private:
    void showMore(bool all);

    WorkersModel* m_model;
    SmallTable* m_table;
    LinkButton* m_more;
    bool m_all = false;
};

/// The largest exception groups; a row leads to the group.
class TopGroupsCard : public Card {
    Q_OBJECT
public:
    explicit TopGroupsCard(const Theme& theme, QWidget* parent = nullptr);

    void setAnswers(const OverviewAnswers& answers);

signals:
    void groupRequested(const GroupLink& link);

private:
    TopGroupsModel* m_model;
    QListView* m_list;
    PlainLabel* m_none;
};

} // namespace tracedeck::ui
