#include "widgets/badge.h"

#include <QPainter>

namespace tracedeck::ui {

namespace {

struct BadgeColours {
    QColor Tokens::*text;
    QColor Tokens::*fill;
};

// Indexed by BadgeKind.
constexpr BadgeColours kColours[] = {
    {&Tokens::text2, &Tokens::sunken},          {&Tokens::oktext, &Tokens::oksoft},     {&Tokens::warntext, &Tokens::warnsoft},
    {&Tokens::dangertext, &Tokens::dangersoft}, {&Tokens::infotext, &Tokens::infosoft}, {&Tokens::purpletext, &Tokens::purplesoft},
    {&Tokens::accent, &Tokens::accentsoft},
};

} // namespace

QSize badgeSize(const Theme& theme, const QString& text, bool withIcon)
{
    const QFontMetrics metrics(theme.font(TextRole::MicroStrong));
    return {metrics.horizontalAdvance(text) + theme.px(12) + (withIcon ? theme.px(15) : 0), theme.px(20)};
}

void paintBadge(QPainter& painter, const Theme& theme, QPoint topLeft, BadgeKind kind, const QString& text, const QString& icon)
{
    const BadgeColours& colours = kColours[static_cast<std::size_t>(kind)];
    const QColor ink = theme.tokens().*colours.text;
    QRect area(topLeft, badgeSize(theme, text, !icon.isEmpty()));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.tokens().*colours.fill);
    painter.drawRoundedRect(area, theme.px(4), theme.px(4));
    area.adjust(theme.px(6), 0, -theme.px(6), 0);
    if (!icon.isEmpty()) {
        const int px = theme.px(11);
        painter.drawPixmap(area.left(), area.top() + (area.height() - px) / 2,
                           theme.pixmap(icon, 11, ink, painter.device()->devicePixelRatioF()));
        area.adjust(theme.px(15), 0, 0, 0);
    }
    painter.setFont(theme.font(TextRole::MicroStrong));
    painter.setPen(ink);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
    painter.restore();
}

Badge::Badge(const Theme& theme, BadgeKind kind, const QString& text, const QString& icon, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setBadge(kind, text, icon);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Badge::setBadge(BadgeKind kind, const QString& text, const QString& icon)
{
    m_kind = kind;
    m_text = text;
    m_icon = icon;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return badgeSize(m_theme, m_text, !m_icon.isEmpty());
}

void Badge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBadge(painter, m_theme, {0, 0}, m_kind, m_text, m_icon);
}

} // namespace tracedeck::ui
