#include "logs/console_list.h"

#include "logs/console_model.h"
#include "widgets/plain_label.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace tracedeck::ui {

void paintConsoleRow(QPainter& painter, const Theme& theme, const QRect& row, events::Level level, const QString& offset,
                     const QString& text)
{
    const Tokens& t = theme.tokens();
    if (level == events::Level::Error)
        painter.fillRect(row, t.dangersoft);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    theme.drawGlyph(painter, QPointF(row.x() + theme.px(14), QRectF(row).center().y()), level);
    painter.restore();
    painter.setFont(theme.font(TextRole::Mono));
    painter.setPen(t.text3);
    painter.drawText(QRect(row.x() + theme.px(24), row.y(), theme.px(50), row.height()), Qt::AlignRight | Qt::AlignVCenter, offset);
    painter.setPen(t.text);
    const QRect room = row.adjusted(theme.px(82), 0, -theme.px(8), 0);
    const QString line = QString(text).replace(u'\n', QChar(0x23CE));
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(line, Qt::ElideRight, room.width()));
}

ConsoleList::ConsoleList(const Theme& theme, QWidget* parent) : QFrame(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void ConsoleList::setLines(const std::vector<ConsoleLine>& lines)
{
    m_lines.assign(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), kMostRows)));
    QStringList spoken;
    for (const ConsoleLine& line : m_lines)
        spoken << QString(line.levelText % u' ' % offsetWords(line) % u' ' % line.text);
    setAccessibleName(tr("Console"));
    setAccessibleDescription(spoken.join(u'\n'));
    updateGeometry();
    update();
}

QSize ConsoleList::sizeHint() const
{
    return {m_theme.px(200), static_cast<int>(m_lines.size()) * rowHeight() + 2};
}

QSize ConsoleList::minimumSizeHint() const
{
    return {m_theme.px(120), sizeHint().height()};
}

void ConsoleList::paintEvent(QPaintEvent* /*event*/)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.fillRect(rect(), t.surface);
    QRect row(1, 1, width() - 2, rowHeight());
    for (const ConsoleLine& line : m_lines) {
        paintConsoleRow(painter, m_theme, row, line.level, offsetWords(line), line.text);
        painter.fillRect(row.x(), row.bottom(), row.width(), 1, t.grid);
        row.translate(0, rowHeight());
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.border);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

void ConsoleList::mouseReleaseEvent(QMouseEvent* event)
{
    const int line = (event->position().toPoint().y() - 1) / rowHeight();
    if (event->button() == Qt::LeftButton && line >= 0 && line < static_cast<int>(m_lines.size()))
        emit lineRequested(line);
}

bool ConsoleList::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QFrame::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto line = static_cast<std::size_t>(std::max(0, (help->pos().y() - 1) / rowHeight()));
    QToolTip::showText(help->globalPos(), line < m_lines.size() ? plainToolTip(m_lines[line].text.left(2'000)) : QString(), this);
    return true;
}

} // namespace tracedeck::ui
