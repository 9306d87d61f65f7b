#include "shell/nav_rail.h"

#include "widgets/plain_label.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPainter>

namespace tracedeck::ui {

NavRail::NavRail(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_group(new QButtonGroup(this))
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("rail"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Pages"));
    m_column->setContentsMargins(0, theme.px(8), 1, theme.px(8));
    m_column->setSpacing(theme.px(2));
    m_column->addStretch(1);
    connect(m_group, &QButtonGroup::idClicked, this, &NavRail::chosen);
    connect(&theme, &Theme::changed, this, &NavRail::fit);
}

void NavRail::addItem(const QString& name, const QString& icon, const QString& shortcut)
{
    auto* item = new RailItem(m_theme, name, icon, shortcut, this);
    m_group->addButton(item, static_cast<int>(m_group->buttons().size()));
    m_column->insertWidget(m_column->count() - 1, item);
    fit();
}

void NavRail::addLine()
{
    auto* line = new QWidget(this);
    line->setFixedHeight(m_theme.px(17));
    m_column->insertWidget(m_column->count() - 1, line);
    m_lines.push_back(line);
}

void NavRail::setObstacle(int index, const QString& reason)
{
    if (auto* item = static_cast<RailItem*>(m_group->button(index)))
        item->setObstacle(reason);
}

void NavRail::fit()
{
    int widest = 0;
    for (const QAbstractButton* item : m_group->buttons())
        widest = qMax(widest, QFontMetrics(m_theme.font(TextRole::MicroStrong)).horizontalAdvance(item->text()));
    setFixedWidth(qBound(m_theme.px(80), widest + m_theme.px(16), m_theme.px(112)));
}

void NavRail::setCurrent(int index)
{
    if (QAbstractButton* item = m_group->button(index))
        item->setChecked(true);
}

int NavRail::current() const
{
    return m_group->checkedId();
}

void NavRail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().bg);
    const int edge = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
    painter.fillRect(QRect(edge, 0, 1, height()), m_theme.tokens().border);
    for (const QWidget* line : m_lines)
        painter.fillRect(QRect(m_theme.px(14), line->geometry().center().y(), width() - m_theme.px(28), 1), m_theme.tokens().border);
}

RailItem::RailItem(const Theme& theme, const QString& name, QString icon, const QString& shortcut, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_icon(std::move(icon))
    , m_toolTip(QStringLiteral("%1 (%2)").arg(name, shortcut))
{
    setToolTip(m_toolTip);
    setText(name);
    setAccessibleName(name);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RailItem::setObstacle(const QString& reason)
{
    setEnabled(reason.isEmpty());
    setToolTip(plainToolTip(reason.isEmpty() ? m_toolTip : QString(m_toolTip % QStringLiteral("\n") % reason)));
    setAccessibleDescription(reason);
}

QSize RailItem::sizeHint() const
{
    return {m_theme.px(80), m_theme.px(56)};
}

void RailItem::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = m_theme.tokens();
    const QRectF pad = QRectF(rect()).adjusted(m_theme.px(6), 1, -m_theme.px(6), -1);
    const QColor ink = !isEnabled() ? t.text3 : isChecked() ? t.accent : t.text2;
    painter.setPen(hasFocus() ? QPen(t.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(isChecked() ? QBrush(t.accentsoft) : underMouse() && isEnabled() ? QBrush(t.hover) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(pad.adjusted(1, 1, -1, -1), m_theme.px(6), m_theme.px(6));
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accent);
        const double x = layoutDirection() == Qt::RightToLeft ? width() - 3 : 0;
        painter.drawRoundedRect(QRectF(x, m_theme.px(12), 3, height() - m_theme.px(24)), 1.5, 1.5);
    }
    const int icon = m_theme.px(20);
    painter.drawPixmap((width() - icon) / 2, m_theme.px(10), m_theme.pixmap(m_icon, 20, ink, devicePixelRatioF()));
    painter.setFont(m_theme.font(isChecked() ? TextRole::MicroStrong : TextRole::Micro));
    painter.setPen(ink);
    painter.drawText(QRect(0, m_theme.px(33), width(), m_theme.px(16)), Qt::AlignCenter, text());
}

} // namespace tracedeck::ui
