#include "widgets/icon_label.h"

namespace tracedeck::ui {

IconLabel::IconLabel(const Theme& theme, const QString& icon, int designPx, QColor Tokens::*ink, QWidget* parent)
    : PlainLabel(theme, TextRole::Body, {}, Tone::Normal, parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_px(designPx)
    , m_ink(ink)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &IconLabel::draw);
    draw();
}

void IconLabel::setSymbol(const QString& icon, QColor Tokens::*ink)
{
    m_icon = icon;
    m_ink = ink;
    draw();
}

void IconLabel::draw()
{
    setPixmap(m_icon.isEmpty() ? QPixmap() : m_theme.pixmap(m_icon, m_px, m_theme.tokens().*m_ink, devicePixelRatioF()));
}

} // namespace tracedeck::ui
