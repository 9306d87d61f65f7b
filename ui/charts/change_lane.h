#pragma once

#include "charts/change_marks.h"
#include "charts/chart_accessible.h"
#include "charts/chart_table.h"
#include "theme/theme.h"

#include <QWidget>

namespace tracedeck::ui {

class HistogramView;
class LineChart;

/// What changed, on the time axis of the chart above: a sign for each kind, gaps in a row below. Marks that would lie on each other are
/// one with their number. Arrows walk from mark to mark, Enter or a click opens what changed, T shows the same as a table.
class ChangeLane : public QWidget, public ChartParts {
    Q_OBJECT
public:
    explicit ChangeLane(const Theme& theme, QWidget* parent = nullptr);

    /// Stands under the chart from now on, as wide as it: takes over its axis whenever that is painted anew.
    void follow(HistogramView& chart);
    void follow(LineChart& chart);
    void setChanges(std::vector<workspace::Change> changes);
    void setUtc(bool utc);

    [[nodiscard]] const std::vector<workspace::Change>& changes() const { return m_changes; }
    [[nodiscard]] const std::vector<ChangeMark>& marks() const { return m_marks; }
    [[nodiscard]] std::optional<std::size_t> cursor() const { return m_cursor; }
    [[nodiscard]] QString textOf(std::size_t mark) const; ///< one line for each change; of very many the first
    [[nodiscard]] QString summary() const;                ///< "Changes: 2 job edits, 1 new version"
    [[nodiscard]] ChartTable table() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    void showTable();

signals:
    void opened(const tracedeck::workspace::Change& change);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    [[nodiscard]] std::size_t parts() const override { return m_marks.size(); }
    [[nodiscard]] QString partText(std::size_t part) const override { return textOf(part); }
    [[nodiscard]] QRectF partRect(std::size_t part) const override { return m_marks[part].rect; }
    [[nodiscard]] std::optional<std::size_t> partAt(QPointF at) const override;
    [[nodiscard]] std::optional<std::size_t> partWithCursor() const override { return m_cursor; }
    [[nodiscard]] bool isPartSelected(std::size_t part) const override { return m_cursor == part; }

    void follow(QWidget& painted, std::function<TimeAxis()> axis);
    void takeAxis();
    void layOut();
    [[nodiscard]] MarkSizes sizes() const;
    [[nodiscard]] QFont countFont() const;
    void moveTo(std::ptrdiff_t mark);
    void open(std::size_t mark);
    void openMenu(std::size_t mark);

    void paintCaption(QPainter& painter) const;
    void paintMark(QPainter& painter, std::size_t mark) const;
    void paintGap(QPainter& painter, const ChangeMark& mark) const;
    void paintSign(QPainter& painter, const workspace::Change& change, const QRectF& place) const;

    const Theme& m_theme;
    QWidget* m_chart = nullptr; ///< what paints the axis; seen again and again, never owned
    std::function<TimeAxis()> m_axisOf;
    TimeAxis m_axis;
    std::vector<workspace::Change> m_changes;
    std::vector<ChangeMark> m_marks;
    std::optional<std::size_t> m_cursor, m_hovered, m_pressed;
    std::optional<workspace::Change> m_at; ///< what the cursor was moved to
    bool m_utc = true;
};

} // namespace tracedeck::ui
