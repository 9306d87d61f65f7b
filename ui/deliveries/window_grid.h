#pragma once

#include "charts/chart_accessible.h"
#include "charts/chart_table.h"
#include "deliveries/deliveries_answers.h"
#include "theme/theme.h"

#include <QWidget>

namespace tracedeck::ui {

using SharedAnswer = std::shared_ptr<const DeliveriesAnswer>;

/// The windows of a span as rows of small cells, painted. Arrows move a cursor (Ctrl: ten), Shift extends, Enter or a click opens
/// the files of what is chosen, Esc clears, T shows the same as a table. Times are UTC, as object names are.
class WindowGrid : public QWidget, public ChartParts {
    Q_OBJECT
public:
    struct Span {
        std::size_t first, end;
    };

    explicit WindowGrid(const Theme& theme, QWidget* parent = nullptr);

    void setAnswer(SharedAnswer answer); ///< keeps cursor and selection only where the cells are the same
    void setMarked(TimeRange range);     ///< outlines an incident; one without length takes it away
    [[nodiscard]] std::size_t cells() const { return m_answer ? m_answer->states.size() : 0; }
    [[nodiscard]] std::size_t cursor() const { return m_cursor; }
    [[nodiscard]] Span selection() const; ///< the cursor's cell at least
    void setCursorAt(std::int64_t ms);
    [[nodiscard]] QRectF cellRect(std::size_t cell) const;
    [[nodiscard]] std::optional<std::size_t> cellAt(QPointF at) const;
    [[nodiscard]] QString textOf(std::size_t cell) const;
    [[nodiscard]] QString summary() const;
    [[nodiscard]] ChartTable table() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    void showTable();

signals:
    void opened(tracedeck::TimeRange range); ///< show the files of it

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    [[nodiscard]] std::size_t parts() const override { return cells(); }
    [[nodiscard]] QString partText(std::size_t part) const override { return textOf(part); }
    [[nodiscard]] QRectF partRect(std::size_t part) const override { return cellRect(part); }
    [[nodiscard]] std::optional<std::size_t> partAt(QPointF at) const override { return cellAt(at); }
    [[nodiscard]] std::optional<std::size_t> partWithCursor() const override
    {
        return cells() > 0 ? std::optional(m_cursor) : std::nullopt;
    }
    [[nodiscard]] bool isPartSelected(std::size_t part) const override { return part >= selection().first && part < selection().end; }

    [[nodiscard]] const SpanShape& shape() const { return shapeOf(m_answer ? m_answer->span : DeliveriesSpan::Day); }
    [[nodiscard]] double left() const; ///< of the first column
    [[nodiscard]] double top() const;  ///< of the first row
    [[nodiscard]] double pitch() const;
    [[nodiscard]] double rowPitch() const;
    [[nodiscard]] double gap() const; ///< between cells
    [[nodiscard]] TimeRange rangeOf(Span span) const;
    [[nodiscard]] int heatOf(std::size_t cell) const; ///< 0…3
    void moveTo(std::ptrdiff_t cell, bool extend);
    void open();
    void paintLabels(QPainter& painter) const;
    void paintCell(QPainter& painter, std::size_t cell) const;
    void paintOutline(QPainter& painter, Span span, const QPen& pen) const;

    const Theme& m_theme;
    SharedAnswer m_answer;
    std::uint64_t m_mostBytes = 0;
    std::size_t m_cursor = 0, m_anchor = 0;
    TimeRange m_marked {0, 0};
    bool m_dragging = false;
};

/// A painter of single cells, for the grid and its legend. `heat` is 0…3, of arrived ones.
void paintWindowCell(QPainter& painter, const Theme& theme, const QRectF& rect, CellState state, int heat);

} // namespace tracedeck::ui
