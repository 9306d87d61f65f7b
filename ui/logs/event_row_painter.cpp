#include "logs/event_row_painter.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

using events::OutcomeClass;
using store::EventRow;

struct EventRowPainter::Cell {
    const EventRow& event;
    const TimeStyle& style;
    const RowLook& look;
    EventColumn column;
    QRect rect;
};

namespace {

/// How the stripe of an outcome is dashed: painted and left out, px; nothing painted where `on` is 0.
struct Dash {
    int on = 0;
    int off = 0;
};

Dash dashOf(const EventRow& event)
{
    if (event.truncated)
        return {2, 2};
    static constexpr std::array<Dash, 7> kDashes {{
        {0, 0},   // ok
        {100, 0}, // ok, with exception
        {1, 2},   // canceled
        {8, 2},   // exceededMemory
        {4, 2},   // exceededCpu
        {100, 0}, // exception
        {12, 3},  // other
    }};
    return kDashes.at(static_cast<std::size_t>(outcomeOf(event)));
}

} // namespace

void EventRowPainter::paint(QPainter& painter, const QRect& row, const EventRow& event, const std::vector<ColumnSlot>& columns,
                            const TimeStyle& style, const RowLook& look) const
{
    paintGround(painter, row, look);
    for (const ColumnSlot& slot : columns) {
        const QRect rect(row.x() + slot.x, row.y(), slot.width, row.height() - 1);
        if (slot.column == EventColumn::Mark)
            m_theme.drawGlyph(painter, QRectF(rect).center() + QPointF(1.5, 0), outcomeOf(event), look.selected);
        else
            paintCell(painter, {event, style, look, slot.column, rect.adjusted(m_theme.px(8), 0, -m_theme.px(8), 0)});
    }
    paintStripe(painter, row, event, look.selected);
    if (look.current) {
        painter.setPen(m_theme.tokens().accent);
        painter.drawRect(row.adjusted(0, 0, -1, -1));
    }
}

void EventRowPainter::paintGround(QPainter& painter, const QRect& row, const RowLook& look) const
{
    const Tokens& t = m_theme.tokens();
    painter.fillRect(row, look.selected ? t.selrow : look.hovered ? t.hover : t.surface);
    painter.fillRect(row.x(), row.bottom(), row.width(), 1, t.grid);
}

void EventRowPainter::paintStripe(QPainter& painter, const QRect& row, const EventRow& event, bool selected) const
{
    const Dash dash = dashOf(event);
    if (dash.on == 0)
        return;
    const QColor colour = m_theme.outcomeColour(outcomeOf(event), selected);
    const int bottom = row.bottom() - 1;
    for (int y = row.y() + 1; y <= bottom; y += dash.on + dash.off)
        painter.fillRect(row.x(), y, m_theme.px(3), std::min(dash.on, bottom - y + 1), colour);
    if (outcomeOf(event) == OutcomeClass::OkWithException) {
        const QPointF c(row.x() + 1.5, QRectF(row).center().y());
        const std::array<QPointF, 4> diamond {c + QPointF(0, -4), c + QPointF(4, 0), c + QPointF(0, 4), c + QPointF(-4, 0)};
        painter.setPen(colour);
        painter.setBrush(m_theme.tokens().surface);
        painter.drawPolygon(diamond.data(), 4);
        painter.setBrush(Qt::NoBrush);
    }
}

QColor EventRowPainter::statusColour(const EventRow& event) const
{
    const Tokens& t = m_theme.tokens();
    if (!event.status)
        return t.text3;
    return *event.status >= 500 ? t.dangertext : *event.status >= 400 ? t.warntext : t.text2;
}

void EventRowPainter::paintCell(QPainter& painter, const Cell& cell) const
{
    if (cell.column == EventColumn::Event || cell.column == EventColumn::Message) {
        paintWords(painter, cell);
        return;
    }
    const Tokens& t = m_theme.tokens();
    const EventColumnSpec& spec = specOf(cell.column);
    const bool loudStatus = cell.column == EventColumn::Status && cell.event.status.value_or(0) >= 500;
    const QFont font = m_theme.font(loudStatus ? TextRole::MonoStrong : spec.mono ? TextRole::Mono : TextRole::Body);
    painter.setFont(font);
    const QColor colour = cell.column == EventColumn::Status ? statusColour(cell.event)
        : cell.column == EventColumn::Time                   ? t.text
                                                             : t.text2;
    painter.setPen(cell.look.stale ? t.text3 : colour);
    const QString text = painter.fontMetrics().elidedText(spec.text(cell.event, cell.style), Qt::ElideRight, cell.rect.width());
    painter.drawText(cell.rect, static_cast<int>(spec.alignment) | Qt::TextSingleLine, text);
}

void EventRowPainter::paintWords(QPainter& painter, const Cell& cell) const
{
    const Tokens& t = m_theme.tokens();
    const bool isEvent = cell.column == EventColumn::Event;
    const EventWords words = isEvent ? eventWords(cell.event) : messageWords(cell.event);
    const bool alone = words.verb.isEmpty();
    painter.setFont(m_theme.font(isEvent ? TextRole::Mono : TextRole::MonoStrong));
    const int space = painter.fontMetrics().horizontalAdvance(u' ');
    QRect rest = cell.rect;
    if (!alone) {
        painter.setPen(cell.look.stale || isEvent ? t.text3 : t.text);
        const QString verb = painter.fontMetrics().elidedText(words.verb, Qt::ElideRight, rest.width());
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, verb);
        const int used = painter.fontMetrics().horizontalAdvance(verb);
        rest.adjust((isEvent ? std::max(used, 4 * space) : used) + space, 0, 0, 0);
    }
    if (rest.width() < space)
        return;
    painter.setFont(m_theme.font(TextRole::Mono));
    painter.setPen(cell.look.stale ? t.text3 : isEvent || alone ? t.text : t.text2);
    const QString text = painter.fontMetrics().elidedText(words.subject, isEvent ? Qt::ElideMiddle : Qt::ElideRight, rest.width());
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

void EventRowPainter::paintLoading(QPainter& painter, const QRect& row, std::uint64_t number, const std::vector<ColumnSlot>& columns) const
{
    const Tokens& t = m_theme.tokens();
    paintGround(painter, row, {});
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.sunken);
    for (const ColumnSlot& slot : columns) {
        if (slot.column == EventColumn::Mark)
            continue;
        const int room = slot.width - m_theme.px(16);
        const auto vary = static_cast<int>((number * 7 + static_cast<std::uint64_t>(slot.column) * 5) % 4); // ragged, as text is
        const int width = std::max(m_theme.px(12), room * (8 - vary) / 10);
        painter.drawRoundedRect(
            QRect(row.x() + slot.x + m_theme.px(8), row.center().y() - m_theme.px(4), std::min(width, room), m_theme.px(8)), 3, 3);
    }
    painter.setBrush(Qt::NoBrush);
}

} // namespace tracedeck::ui
