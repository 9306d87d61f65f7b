#pragma once

#include "charts/bucket_selection.h"
#include "charts/chart_accessible.h"
#include "charts/chart_table.h"
#include "charts/stack_layout.h"
#include "charts/time_axis.h"
#include "theme/theme.h"

#include <QWidget>

namespace tracedeck::ui {

class OutcomeLegend;

/// Events per bucket, stacked by outcome, painted. Drag selects, Shift and drag pans, double click or Enter zooms, Esc clears;
/// arrows move a cursor, Shift and arrows select; T shows the same as a table.
class HistogramView : public QWidget, public ChartParts {
    Q_OBJECT
public:
    /// OkApart: two plots, ok above, all else below with a scale of its own.
    enum class Scales { One, OkApart };

    HistogramView(const Theme& theme, Scales scales, QWidget* parent = nullptr);

    /// By the OutcomeSlice column. Keeps the selection where the same time is still shown, and which slices are hidden.
    void setHistogram(const store::Histogram& histogram);
    void setMarks(std::vector<store::VersionMark> marks);
    void setUtc(bool utc);
    void setStale(bool stale);           ///< dimmed while a new answer is on its way
    void setTitle(const QString& title); ///< for screen readers and the table, "Events by outcome"

    /// The entries that isolate and hide slices; place it where the page wants it. Owned by the view until placed.
    [[nodiscard]] OutcomeLegend* legend() const { return m_legend; }
    [[nodiscard]] std::optional<TimeRange> selection() const;
    void clearSelection();
    [[nodiscard]] TimeAxis timeAxis() const; ///< for what stands under the chart
    /// Room for the words of what stands under the chart, left of its plot.
    void setLeastAxisWidth(int designPx);
    [[nodiscard]] std::int64_t bucketWidth() const { return m_width; }
    [[nodiscard]] const std::vector<Slice>& slices() const { return m_slices; }
    [[nodiscard]] const BucketSelection& state() const { return m_selection; }

    [[nodiscard]] TimeRange bucketRange(std::size_t bucket) const;
    [[nodiscard]] std::size_t buckets() const { return m_buckets; }
    [[nodiscard]] QRectF bucketRect(std::size_t bucket) const;  ///< whole height of the plots
    [[nodiscard]] QString summary() const;                      ///< "Events per 3 min, 2,116 events, highest 168 at 12:56"
    [[nodiscard]] QString bucketText(std::size_t bucket) const; ///< "12:56 – 12:59: 168 events, exception 140, …"
    [[nodiscard]] ChartTable table() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    void showTable();

signals:
    void selectionChanged(); ///< released or by keyboard; see `selection`
    void zoomRequested(tracedeck::TimeRange range);
    void panRequested(tracedeck::TimeRange range);
    void zoomOutRequested();    ///< Z
    void wholeRangeRequested(); ///< Shift+Z

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    enum class Drag { None, Select, Pan };

    [[nodiscard]] std::size_t parts() const override { return m_buckets; }
    [[nodiscard]] QString partText(std::size_t part) const override { return bucketText(part); }
    [[nodiscard]] QRectF partRect(std::size_t part) const override { return bucketRect(part); }
    [[nodiscard]] std::optional<std::size_t> partAt(QPointF at) const override;
    [[nodiscard]] std::optional<std::size_t> partWithCursor() const override { return m_selection.cursor(); }
    [[nodiscard]] bool isPartSelected(std::size_t part) const override;

    [[nodiscard]] QRectF plotArea() const;
    [[nodiscard]] QRectF flagStrip() const;
    [[nodiscard]] TimeRange shownRange() const;
    [[nodiscard]] std::vector<StackPlot> plots() const;
    [[nodiscard]] std::size_t bucketAt(double x) const;
    [[nodiscard]] QRectF bandRect() const;
    [[nodiscard]] std::optional<bool> handleAt(QPointF at) const; ///< true: the left one
    [[nodiscard]] std::uint64_t eventsIn(BucketSelection::Span span) const;
    [[nodiscard]] TimeRange rangeOf(BucketSelection::Span span) const;
    bool moveByKey(const QKeyEvent& event);
    void zoom();
    void slicesChanged();
    void measureAxis();

    void paintBand(QPainter& painter) const;
    void paintPlot(QPainter& painter, const StackPlot& plot) const;
    void paintAxis(QPainter& painter, const StackPlot& plot) const;
    void paintCursor(QPainter& painter) const;
    void paintHandles(QPainter& painter) const;
    void paintPill(QPainter& painter) const;

    const Theme& m_theme;
    Scales m_scales;
    OutcomeLegend* m_legend;
    QString m_title;
    std::vector<Slice> m_slices;
    std::vector<store::VersionMark> m_marks;
    std::int64_t m_start = 0, m_width = 1;
    std::size_t m_buckets = 0;
    int m_axisWidth = 0;
    int m_leastAxisWidth = 24; ///< design px
    bool m_utc = true;
    bool m_stale = false;
    BucketSelection m_selection;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    double m_panned = 0;
};

} // namespace tracedeck::ui
