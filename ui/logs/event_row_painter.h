#pragma once

#include "logs/event_columns.h"
#include "theme/theme.h"

#include <QRect>

#include <vector>

class QPainter;

namespace tracedeck::ui {

/// Where a column lies in a row.
struct ColumnSlot {
    EventColumn column {};
    int x = 0;
    int width = 0;
};

struct RowLook {
    bool selected = false;
    bool current = false; ///< of a view that has the focus
    bool hovered = false;
    bool stale = false; ///< of an answer that is being replaced
};

/// Draws one row of the event table: stripe, glyph and cells, plain text only. Reads the theme at every paint.
class EventRowPainter {
public:
    explicit EventRowPainter(const Theme& theme) : m_theme(theme) {}

    void paint(QPainter& painter, const QRect& row, const store::EventRow& event, const std::vector<ColumnSlot>& columns,
               const TimeStyle& style, const RowLook& look) const;
    /// A row that is on its way.
    void paintLoading(QPainter& painter, const QRect& row, std::uint64_t number, const std::vector<ColumnSlot>& columns) const;

private:
    struct Cell;

    void paintGround(QPainter& painter, const QRect& row, const RowLook& look) const;
    void paintStripe(QPainter& painter, const QRect& row, const store::EventRow& event, bool selected) const;
    void paintCell(QPainter& painter, const Cell& cell) const;
    void paintWords(QPainter& painter, const Cell& cell) const;
    [[nodiscard]] QColor statusColour(const store::EventRow& event) const;

    const Theme& m_theme;
};

} // namespace tracedeck::ui
