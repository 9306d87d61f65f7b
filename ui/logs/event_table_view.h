#pragma once

#include "logs/event_row_painter.h"
#include "logs/event_table_model.h"
#include "logs/row_ranges.h"
#include "logs/table_commands.h"

#include <QAbstractScrollArea>

class QHeaderView;

namespace tracedeck::ui {

/// Where a person is in a table: what is at the top, what is chosen.
struct TablePlace {
    std::uint64_t top = 0;
    std::optional<std::uint64_t> current;
    RowRanges selected;
};

/// A table of events of any length: uniform rows, positions in 64 bits, selection as spans. Shows a model, asks nothing itself.
class EventTableView : public QAbstractScrollArea {
    Q_OBJECT
public:
    EventTableView(EventTableModel& model, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] EventTableModel& model() const { return m_model; }
    [[nodiscard]] QHeaderView& header() const { return *m_header; }
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] std::uint64_t topRow() const { return m_place.top; }
    [[nodiscard]] std::uint64_t wholeRows() const; ///< that fit at once, at least 1
    [[nodiscard]] RowSpan visibleRows() const;
    void setTopRow(std::uint64_t row);
    void reveal(std::uint64_t row); ///< scrolls as little as it takes

    [[nodiscard]] const TablePlace& place() const { return m_place; }
    /// What the model's next reset goes to, instead of to the top.
    void setPlaceAfterReset(TablePlace place) { m_nextPlace = std::move(place); }
    [[nodiscard]] std::optional<std::uint64_t> currentRow() const { return m_place.current; }
    [[nodiscard]] EventColumn currentColumn() const { return m_column; }
    [[nodiscard]] const RowRanges& selection() const { return m_place.selected; }
    void setCurrentRow(std::uint64_t row); ///< selects it alone and shows it
    void selectAll();
    void clearSelection();

    [[nodiscard]] std::vector<ColumnSlot> columnSlots() const; ///< from left to right, scrolled
    [[nodiscard]] std::vector<EventColumn> shownColumns() const;
    [[nodiscard]] bool isColumnShown(EventColumn column) const;
    void setColumnShown(EventColumn column, bool shown);
    void setStale(bool stale);
    [[nodiscard]] QRect rowRect(std::uint64_t row) const; ///< in the viewport; empty where it is not shown
    [[nodiscard]] std::optional<std::uint64_t> rowAtY(int y) const;
    [[nodiscard]] EventColumn columnAtX(int x) const;
    [[nodiscard]] QAction* action(TableCommand command) const;

signals:
    void currentChanged();
    void selectionChanged();
    void visibleRowsChanged();
    void commanded(tracedeck::ui::TableCommand command);
    void sortRequested(tracedeck::store::Order order);
    void menuRequested(QPoint globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    enum class Extend { No, Yes };

    void setUpHeader();
    void makeRoomForDates();
    void addCommands();
    void afterReset();
    void layOut();
    void fitMessage();
    void syncScrollBar();
    [[nodiscard]] std::uint64_t maxTop() const;
    void moveTo(std::uint64_t row, Extend extend);
    void moveBy(std::int64_t rows, Extend extend);
    void moveColumn(int step);
    bool moveByKey(const QKeyEvent& event);
    void announceCurrent();
    void askToSort(int section);
    void showColumnMenu(QPoint position);

    EventTableModel& m_model;
    const Theme& m_theme;
    EventRowPainter m_painter;
    QHeaderView* m_header;
    bool m_withDate = false;
    TablePlace m_place;
    std::optional<TablePlace> m_nextPlace;
    std::uint64_t m_anchor = 0; ///< where Shift extends from
    RowRanges m_beforeExtend;   ///< what Ctrl+Shift keeps
    EventColumn m_column = EventColumn::Message;
    std::optional<std::uint64_t> m_hovered;
    int m_wheelRest = 0;
    bool m_stale = false;
    bool m_syncing = false;
};

} // namespace tracedeck::ui
