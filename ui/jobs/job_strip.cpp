#include "jobs/job_strip.h"

#include "theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace tracedeck::ui {

namespace {

constexpr int kMostCell = 7;

} // namespace

void paintStripCell(QPainter& painter, const Theme& theme, const QRect& cell, StripCell what)
{
    const Tokens& tokens = theme.tokens();
    switch (what) {
    case StripCell::Delivered: painter.fillRect(cell, tokens.outcomeOk); return;
    case StripCell::Late:
        painter.fillRect(cell, tokens.outcomeOk);
        painter.fillRect(QRect(cell.left(), cell.top(), cell.width(), cell.height() / 2), tokens.outcomeCpu);
        return;
    case StripCell::Missing:
        painter.fillRect(cell, tokens.dangersoft);
        painter.setPen(tokens.dangertext);
        painter.drawRect(cell.adjusted(0, 0, -1, -1));
        painter.drawLine(cell.topLeft(), cell.bottomRight() - QPoint(1, 1));
        painter.drawLine(cell.bottomLeft() - QPoint(0, 1), cell.topRight() - QPoint(1, 0));
        return;
    case StripCell::None: painter.fillRect(QRect(cell.left() + 1, cell.center().y(), cell.width() - 2, 1), tokens.text3); return;
    case StripCell::Unknown: return;
    }
}

void paintJobStrip(QPainter& painter, const Theme& theme, const QRect& area, const JobStrip& strip)
{
    const int count = static_cast<int>(strip.size());
    const int step = std::clamp(area.width() / count, 3, theme.px(kMostCell));
    for (int i = 0; i < count; ++i)
        paintStripCell(painter, theme, QRect(area.left() + i * step, area.top(), step - 1, area.height()),
                       strip.at(static_cast<std::size_t>(i)));
}

} // namespace tracedeck::ui
