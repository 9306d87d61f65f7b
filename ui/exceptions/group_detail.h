#pragma once

#include "exceptions/group_answers.h"
#include "widgets/links.h"

#include <QWidget>

class QPushButton;

namespace tracedeck::ui {

class Card;
class ElidedLabel;
class FactStrip;
class HistogramView;
class LinkButton;
class PlainLabel;
class RateModel;
class SamplesModel;
class SmallTable;
class StackView;
class Theme;

/// All that is known of one group, as one column to scroll.
class GroupDetail : public QWidget {
    Q_OBJECT
public:
    explicit GroupDetail(const Theme& theme, QWidget* parent = nullptr);

    void show(GroupAnswers answers, TimeRange asked, bool utc);
    void setUtc(bool utc);
    void setStale(bool stale); ///< dimmed while a new answer is on its way
    void focusFirst();
    [[nodiscard]] const GroupAnswers& answers() const { return m_answers; }

    using QWidget::show;

signals:
    void eventsRequested(const EventsLink& link);
    void rangeChosen(TimeRange range);

private:
    void arrange();
    QWidget* inCard(const QString& title, const QString& note, QWidget* content);
    void fillHead();
    void fillFacts();
    void fillChart();
    void fillReason();
    void openEvents();
    void openRate(store::Column column, const RateRow& row);

    const Theme& m_theme;
    GroupAnswers m_answers;
    TimeRange m_asked;
    bool m_utc = true;

    ElidedLabel* m_about;
    PlainLabel* m_title;
    QPushButton* m_open;
    FactStrip* m_facts;
    HistogramView* m_chart;
    Card* m_chartCard;
    LinkButton* m_asTable;
    StackView* m_stack;
    RateModel* m_versions;
    RateModel* m_workers;
    SamplesModel* m_samples;
    SmallTable* m_versionTable;
    SmallTable* m_workerTable;
    SmallTable* m_sampleTable;
    PlainLabel* m_reason;
};

} // namespace tracedeck::ui
