#include "deliveries/window_grid.h"
#include "text/format.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace tracedeck::ui {

namespace {

constexpr int kLabelWidth = 52, kHeadHeight = 20, kRow = 15, kTallRow = 28, kManyRows = 20, kGroupGap = 8;
constexpr double kNarrowCell = 5;                   ///< below, marks inside a cell cannot be read
constexpr std::array kHeat {0.38, 0.55, 0.75, 1.0}; ///< over the surface

QColor mixed(const QColor& over, const QColor& under, double share)
{
    const auto part = [share](float a, float b) { return static_cast<float>(a * share + b * (1 - share)); };
    return QColor::fromRgbF(part(over.redF(), under.redF()), part(over.greenF(), under.greenF()), part(over.blueF(), under.blueF()));
}

void paintHatched(QPainter& painter, const QRectF& rect, const QColor& line, const QColor& fill)
{
    painter.fillRect(rect, fill);
    painter.save();
    painter.setClipRect(rect);
    painter.setPen(QPen(line, 1.2));
    for (double x = rect.left() - rect.height(); x < rect.right(); x += 4)
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    painter.restore();
}

} // namespace

void paintWindowCell(QPainter& painter, const Theme& theme, const QRectF& rect, CellState state, int heat)
{
    const Tokens& t = theme.tokens();
    const bool narrow = rect.width() < kNarrowCell;
    const QRectF frame = narrow ? rect : rect.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setBrush(Qt::NoBrush);
    switch (state) {
    case CellState::Arrived:
        painter.setPen(Qt::NoPen);
        painter.setBrush(mixed(t.outcomeOk, t.surface, kHeat[static_cast<std::size_t>(heat)]));
        painter.drawRoundedRect(rect, narrow ? 0 : 2, narrow ? 0 : 2);
        return;
    case CellState::Late:
        if (narrow) {
            painter.fillRect(rect, t.outcomeCpu);
            return;
        }
        paintHatched(painter, frame, t.outcomeCpu, t.warnsoft);
        painter.setPen(t.outcomeCpu);
        painter.drawRect(frame);
        return;
    case CellState::Missing:
        if (narrow) {
            painter.fillRect(rect, t.dangertext);
            return;
        }
        painter.setPen(QPen(t.dangertext, 1.2));
        painter.setBrush(t.dangersoft);
        painter.drawRect(frame);
        for (const double mirrored : {1.0, -1.0}) {
            const double arm = std::min(rect.width(), rect.height()) / 2 - (rect.width() < 9 ? 1.5 : 2.5);
            painter.drawLine(frame.center() - QPointF(arm, arm * mirrored), frame.center() + QPointF(arm, arm * mirrored));
        }
        return;
    case CellState::NoTraffic:
        painter.setPen(QPen(t.borderstrong, 1.2));
        painter.drawLine(frame.center() - QPointF(rect.width() / 4, 0), frame.center() + QPointF(rect.width() / 4, 0));
        return;
    case CellState::Expected:
        painter.setPen(QPen(t.accent, narrow ? 1 : 1.5, Qt::DotLine));
        painter.drawRect(frame);
        return;
    case CellState::Ahead:
        if (!narrow) {
            painter.setPen(t.border);
            painter.drawRoundedRect(frame, 2, 2);
        }
        return;
    case CellState::Before: return;
    }
}

QSize WindowGrid::sizeHint() const
{
    return {m_theme.px(840), static_cast<int>(std::ceil(top() + rowPitch() * shape().rows))};
}

QSize WindowGrid::minimumSizeHint() const
{
    return {m_theme.px(420), sizeHint().height()};
}

double WindowGrid::left() const
{
    return m_theme.px(kLabelWidth);
}

double WindowGrid::top() const
{
    return m_theme.px(kHeadHeight);
}

double WindowGrid::rowPitch() const
{
    return m_theme.px(shape().rows < kManyRows ? kTallRow : kRow);
}

double WindowGrid::pitch() const
{
    const double room = width() - left() - (shape().groups - 1) * m_theme.px(kGroupGap);
    return std::min(room / shape().columns, static_cast<double>(m_theme.px(14)));
}

double WindowGrid::gap() const
{
    const double each = pitch();
    return each >= 8 ? 2 : each >= 4 ? 1 : 0;
}

QRectF WindowGrid::cellRect(std::size_t cell) const
{
    const auto columns = static_cast<std::size_t>(shape().columns);
    const auto row = cell / columns;
    const std::size_t column = cell % columns;
    const double gaps = m_theme.px(kGroupGap) * std::floor(static_cast<double>(column) / static_cast<double>(shape().group));
    const auto edge = [&](std::size_t at) { return std::round(left() + gaps + pitch() * static_cast<double>(at)); };
    const double y = top() + rowPitch() * static_cast<double>(row);
    return {edge(column), std::round(y), std::max(1.0, edge(column + 1) - edge(column) - gap()),
            std::round(y + rowPitch()) - std::round(y) - 3};
}

std::optional<std::size_t> WindowGrid::cellAt(QPointF at) const
{
    const double row = std::floor((at.y() - top()) / rowPitch());
    if (cells() == 0 || row < 0 || row >= shape().rows || at.x() < left())
        return std::nullopt;
    const auto first = static_cast<std::size_t>(row) * static_cast<std::size_t>(shape().columns);
    for (std::size_t cell = first; cell < first + static_cast<std::size_t>(shape().columns); ++cell) {
        const QRectF rect = cellRect(cell);
        if (at.x() >= rect.left() && at.x() < rect.right() + std::max(1.0, gap()))
            return cell;
    }
    return std::nullopt;
}

int WindowGrid::heatOf(std::size_t cell) const
{
    if (m_mostBytes == 0)
        return 0;
    const double share = static_cast<double>(m_answer->coverage.cells.cells[cell].bytes) / static_cast<double>(m_mostBytes);
    return std::min(static_cast<int>(share * static_cast<double>(kHeat.size())), static_cast<int>(kHeat.size()) - 1);
}

void WindowGrid::paintLabels(QPainter& painter) const
{
    painter.setFont(m_theme.font(TextRole::Micro));
    painter.setPen(m_theme.tokens().text3);
    const auto columns = static_cast<std::size_t>(shape().columns), group = static_cast<std::size_t>(shape().group);
    const bool ofHours = shape().cellMs == 60'000;
    for (std::size_t column = 0; column < columns; column += group) {
        const auto text = minuteText(m_answer->coverage.cells.rangeOf(column).from, true);
        painter.drawText(QRectF(cellRect(column).left(), 0, m_theme.px(60), top() - m_theme.px(3)), Qt::AlignLeft | Qt::AlignVCenter,
                         ofHours ? text.right(3) : text);
    }
    for (std::size_t row = 0; row < static_cast<std::size_t>(shape().rows); ++row) {
        const std::int64_t from = m_answer->coverage.cells.rangeOf(row * columns).from;
        const QRectF first = cellRect(row * columns);
        painter.drawText(QRectF(0, first.top() - 2, left() - m_theme.px(8), first.height() + 4), Qt::AlignRight | Qt::AlignVCenter,
                         ofHours ? minuteText(from, true) : dateText(from, true));
    }
}

void WindowGrid::paintOutline(QPainter& painter, Span span, const QPen& pen) const
{
    QPainterPath path;
    for (std::size_t cell = span.first; cell < span.end;) {
        const auto columns = static_cast<std::size_t>(shape().columns);
        const std::size_t end = std::min(span.end, (cell / columns + 1) * columns);
        QPainterPath row;
        row.addRoundedRect(cellRect(cell).united(cellRect(end - 1)).adjusted(-2, -2, 2, 2), 3, 3);
        path = path.united(row);
        cell = end;
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

void WindowGrid::paintEvent(QPaintEvent*)
{
    if (cells() == 0)
        return;
    QPainter painter(this);
    paintLabels(painter);
    painter.setRenderHint(QPainter::Antialiasing, pitch() >= kNarrowCell);
    for (std::size_t cell = 0; cell < cells(); ++cell)
        paintWindowCell(painter, m_theme, cellRect(cell), m_answer->states[cell], heatOf(cell));
    painter.setRenderHint(QPainter::Antialiasing);
    const TimeRange all = m_answer->coverage.cells.range();
    const std::int64_t from = std::max(m_marked.from, all.from), to = std::min(m_marked.to, all.to);
    if (from < to) {
        const std::int64_t width = m_answer->coverage.cells.width;
        paintOutline(painter,
                     {static_cast<std::size_t>((from - all.from) / width), static_cast<std::size_t>((to - 1 - all.from) / width) + 1},
                     QPen(m_theme.tokens().text, 1.5));
    }
    if (hasFocus())
        paintOutline(painter, selection(), QPen(m_theme.tokens().accent, 2));
}

} // namespace tracedeck::ui
