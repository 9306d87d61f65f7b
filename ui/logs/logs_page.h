#pragma once

#include "logs/event_detail.h"
#include "logs/filter_model.h"
#include "logs/log_answer.h"
#include "logs/value_grid.h"

#include "widgets/links.h"
#include "widgets/scope.h"
#include "workspace/changes.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace tracedeck::ui {

class ChangeLane;
class DetailPane;
class EmptyState;
class FacetModel;
class FacetPanel;
class FilterBar;
class HistogramView;
class LogSearch;
class PlainLabel;
class SkeletonRows;

/// The room of log events: filter, histogram, facets, table and detail of what one query finds.
class LogsPage : public QWidget {
    Q_OBJECT
public:
    LogsPage(Scope& scope, const Theme& theme, QWidget* parent = nullptr);
    ~LogsPage() override;

    void openLink(const EventsLink& link);

    [[nodiscard]] store::Query query() const; ///< what is being looked for
    [[nodiscard]] FilterModel& filter() { return m_filter; }
    [[nodiscard]] EventTableView& table() const { return *m_table; }
    [[nodiscard]] DetailPane& detail() const { return *m_detail; }
    [[nodiscard]] FilterBar& filterBar() const { return *m_bar; }
    [[nodiscard]] FacetPanel& facets() const { return *m_facetPanel; }
    [[nodiscard]] HistogramView& histogram() const { return *m_histogram; }
    [[nodiscard]] ChangeLane& changes() const { return *m_changes; } ///< under the histogram; to be filled
    [[nodiscard]] bool isSettled() const;                            ///< nothing is being asked
    [[nodiscard]] QString foundText() const;                         ///< "2,116 of 318,204 events"
    void setFacetsShown(bool shown);
    void setDetailShown(bool shown);

signals:
    void groupRequested(tracedeck::ui::GroupLink link);
    void changeOpened(const tracedeck::workspace::Change& change);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum Middle { TableShown, SkeletonShown, EmptyShown };

    // building
    [[nodiscard]] QWidget* buildBar();
    [[nodiscard]] QWidget* buildFacets();
    [[nodiscard]] QWidget* buildChart();
    [[nodiscard]] QWidget* buildTable();
    void connectParts();
    void addPageActions();
    void fitToWidth();

    // asking and showing answers
    void ask(bool follow);
    void refresh();
    void showAnswer(const LogAnswer& answer);
    void showFailure(const Error& error);
    void showEmpty();
    void showStatus();
    void loadDetail();
    void zoomOut();

    // what a person asks of rows
    void obey(TableCommand command);
    void findNotable(int step, Notable notable);
    void filterByCell(ValueGesture gesture);
    void gesture(ValueGesture gesture, store::Column column, const std::string& value);
    void copyCell();
    void copyRows(bool json);
    void goToTime();
    void showRowMenu(QPoint global);

    Scope& m_scope;
    const Theme& m_theme;
    FilterModel m_filter;
    store::Order m_order;
    EventTableModel m_rows;
    LogSearch* m_search;
    FacetModel* m_facets;
    FilterBar* m_bar;
    FacetPanel* m_facetPanel;
    QWidget* m_facetStrip;
    HistogramView* m_histogram;
    ChangeLane* m_changes;
    PlainLabel* m_found;
    PlainLabel* m_took;
    PlainLabel* m_perBar;
    EventTableView* m_table;
    SkeletonRows* m_skeleton;
    EmptyState* m_empty;
    QStackedWidget* m_middle;
    PlainLabel* m_rowsShown;
    PlainLabel* m_selected;
    DetailPane* m_detail;
    QSplitter* m_columns;
    QSplitter* m_body;

    std::optional<LogAnswer> m_answer;
    QTimer m_refreshSoon;
    QTimer m_dimSoon;
    std::vector<TimeRange> m_zoomedFrom;
    bool m_pendingFollow = false;       ///< the running question follows the rows of the answer before
    bool m_again = false;               ///< the store moved on while it ran
    bool m_following = false;           ///< rows are being replaced under the same current event
    bool m_detailClosed = false;        ///< by a person: a click does not open it again
    std::optional<bool> m_facetsWanted; ///< by a person, over what the width says
    std::optional<bool> m_isWide;       ///< the facets lay open when sizes were given last
    Pending<EventDetail> m_loading;
    Pending<std::optional<std::uint64_t>> m_finding;
    Pending<QString> m_copying;
};

} // namespace tracedeck::ui
