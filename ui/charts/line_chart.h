#pragma once

#include "charts/bucket_selection.h"
#include "charts/line_data.h"
#include "charts/time_axis.h"

#include <QtCharts/QChartView>

class QLineSeries;
class QValueAxis;

namespace tracedeck::ui {

/// Lines over time on Qt Charts, each with its own dashes and a label at its end instead of a legend.
/// Drag zooms in time; arrows move a cursor that reads the values out; T shows the same as a table.
class LineChart : public QChartView {
    Q_OBJECT
public:
    explicit LineChart(const Theme& theme, QWidget* parent = nullptr);

    void setData(LineData data);
    void setUtc(bool utc);
    void setStale(bool stale);
    [[nodiscard]] const LineData& data() const { return m_data; }
    [[nodiscard]] ChartTable table() const { return lineTable(m_data, m_utc); }
    [[nodiscard]] QString summary() const { return lineSummary(m_data, m_utc); }
    [[nodiscard]] std::optional<TimeRange> selection() const;
    [[nodiscard]] TimeAxis timeAxis() const; ///< for what stands under the chart
    /// Room for the words of what stands under the chart, left of its plot.
    void setLeastAxisWidth(int designPx);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    void showTable();

signals:
    void zoomRequested(tracedeck::TimeRange range);

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void rebuild();
    void draw(const QList<QPointF>& points, std::size_t line, std::size_t nth);
    void colour();
    void place();
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] TimeRange shownRange() const;
    [[nodiscard]] double yOf(double value) const;
    [[nodiscard]] std::size_t bucketAt(double x) const;
    [[nodiscard]] double xOf(std::size_t bucket) const;
    [[nodiscard]] QString readout(std::size_t bucket) const;
    void paintValues(QPainter& painter) const;
    void paintEndLabels(QPainter& painter) const;
    void paintSelection(QPainter& painter) const;
    void paintReadout(QPainter& painter) const;

    struct Run {
        QLineSeries* series; ///< the chart's
        std::size_t line;    ///< the one it is a part of
    };

    const Theme& m_theme;
    LineData m_data;
    std::vector<Run> m_runs;
    bool m_utc = true;
    bool m_stale = false;
    double m_top = 1;
    int m_leastAxisWidth = 0; ///< design px
    std::vector<double> m_gridValues;
    BucketSelection m_selection;
    std::optional<double> m_pressedAt;
    QValueAxis* m_time;
    QValueAxis* m_value;
};

} // namespace tracedeck::ui
