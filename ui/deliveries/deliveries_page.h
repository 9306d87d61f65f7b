#pragma once

#include "async/pending.h"
#include "deliveries/window_grid.h"
#include "workspace/changes.h"

#include <QWidget>

class QScrollArea;
class QSplitter;
class QStackedWidget;
class QThreadPool;

namespace tracedeck::ui {

class ChangeLane;
class DeliveryFigures;
class ElidedLabel;
class EmptyState;
class IncidentPane;
class LagCard;
class SegmentedControl;
class SkeletonRows;
class WindowsCard;

/// The deliveries room: what one listing of a bucket tells of how logs arrived. Fed with plain values; reads names in `pool`, never here.
class DeliveriesPage : public QWidget {
    Q_OBJECT
public:
    DeliveriesPage(QThreadPool& pool, const Theme& theme, QWidget* parent = nullptr);

    /// "tracedeck-logs/workers": where the objects are.
    void setSource(const QString& source); ///< nothing is known of it yet
    void setLoading();                     ///< a listing is on its way; what is shown stays
    void setListing(SharedListing listing, std::int64_t nowMs);
    void showError(const Error& error);
    /// What ran in gaps, as far as Cloudflare was asked.
    void setCounts(std::vector<objects::CountedRuns> counts);
    /// Shows the files of these windows, now or when a listing tells of them; looks back as far as they lie.
    void showWindows(TimeRange range);
    /// Under the chart of lags; to be filled.
    [[nodiscard]] ChangeLane& changes() const;
    /// Whether there is a check of the account that says more about an error.
    void setHasCheck(bool hasCheck) { m_hasCheck = hasCheck; }

    [[nodiscard]] DeliveriesSpan span() const { return m_span; }
    /// What a listing has to cover: the span, and as long again to learn from, a week at least.
    [[nodiscard]] static TimeRange wantedRange(DeliveriesSpan span, std::int64_t nowMs);

signals:
    /// Gaps of which counted runs would tell more.
    void countsWanted(const std::vector<tracedeck::objects::Gap>& gaps, std::int64_t stepMs);
    void listingRequested(); ///< the listing is too short for `span`, or is to be tried again
    void logsRequested(tracedeck::TimeRange range);
    void changeOpened(const tracedeck::workspace::Change& change);
    void spanChanged();
    void checkRequested(); ///< why the bucket could not be listed

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum State { Loading, Answered, Empty }; ///< pages of the stack

    QWidget* makeHeader();
    QWidget* makeBoard();
    void connectBoard();
    void chooseSpan(int index);
    void showWanted();
    void ask();
    void showAnswer(Result<DeliveriesAnswer> answer);
    void showNothing(const DeliveriesAnswer& answer);
    void copyReport() const;

    QThreadPool& m_pool;
    const Theme& m_theme;
    QString m_source;
    SharedListing m_listing;
    std::int64_t m_nowMs = 0;
    DeliveriesSpan m_span = DeliveriesSpan::Day;
    bool m_hasCheck = false;
    std::vector<objects::CountedRuns> m_counts;
    std::optional<TimeRange> m_wanted; ///< to be shown with the next answer
    SharedAnswer m_answer;
    ElidedLabel* m_about = nullptr;
    SegmentedControl* m_spans = nullptr;
    QStackedWidget* m_stack;
    SkeletonRows* m_loading;
    EmptyState* m_empty;
    QSplitter* m_split = nullptr;
    QScrollArea* m_area = nullptr;
    DeliveryFigures* m_figures = nullptr;
    WindowsCard* m_windows = nullptr;
    LagCard* m_lag = nullptr;
    IncidentPane* m_incidents = nullptr;
    Pending<DeliveriesAnswer> m_asked;
};

} // namespace tracedeck::ui
