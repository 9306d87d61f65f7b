#pragma once

#include "async/pending.h"
#include "overview/overview_answers.h"
#include "widgets/links.h"
#include "workspace/changes.h"

#include <QTimer>
#include <QWidget>

class QGridLayout;
class QScrollArea;
class QStackedWidget;

namespace tracedeck::ui {

class ChangeLane;
class ElidedLabel;
class EmptyState;
class KpiStrip;
class LineCard;
class OutcomeCard;
class Scope;
class SkeletonRows;
class Theme;
class TopGroupsCard;
class WorkersCard;

/// The overview room: what happened in the range, one question for all of it.
class OverviewPage : public QWidget {
    Q_OBJECT
public:
    OverviewPage(Scope& scope, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] const OverviewAnswers& answers() const { return m_answers; }
    /// Under the chart of outcomes; to be filled.
    [[nodiscard]] ChangeLane& changes() const;
    /// Whether every card shows `answers()`: they are filled one a turn of the event loop.
    [[nodiscard]] bool isFilled() const { return m_answers.now.events > 0 && !m_turn.isActive(); }

signals:
    void eventsRequested(const EventsLink& link);
    void groupRequested(const GroupLink& link);
    void changeOpened(const tracedeck::workspace::Change& change);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum State { Loading, Answered, Empty }; ///< pages of the stack
    enum class Shape { Unset, Wide, Narrow };

    QWidget* makeHeader();
    QWidget* makeBoard();
    void connectBoard();
    void arrange(Shape shape);
    void askSoon();
    void ask();
    void showAnswer(Result<OverviewAnswers> answer);
    void fill();
    void fillNext();
    void fillFigures();
    void fillOutcomes();
    void fillTables();
    void fillWall();
    void fillCpu();
    void fillRate();
    void dim();

    Scope& m_scope;
    const Theme& m_theme;
    ElidedLabel* m_about = nullptr;
    QWidget* m_whole = nullptr;
    QStackedWidget* m_stack;
    SkeletonRows* m_loading;
    EmptyState* m_empty;
    QScrollArea* m_area = nullptr;
    QGridLayout* m_grid = nullptr;
    KpiStrip* m_kpis = nullptr;
    OutcomeCard* m_outcomes = nullptr;
    TopGroupsCard* m_groups = nullptr;
    WorkersCard* m_workers = nullptr;
    LineCard* m_wall = nullptr;
    LineCard* m_cpu = nullptr;
    LineCard* m_rate = nullptr;
    Shape m_shape = Shape::Unset;
    QTimer m_soon; ///< one question for a burst of changes
    QTimer m_dim;  ///< what is shown is old, and its answer takes a while
    QTimer m_turn; ///< the next card is filled
    std::size_t m_filled = 0;
    bool m_stale = true; ///< a newer question waits
    OverviewAnswers m_answers;
    Pending<OverviewAnswers> m_asked;
};

} // namespace tracedeck::ui
