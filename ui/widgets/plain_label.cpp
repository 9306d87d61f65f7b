#include "widgets/plain_label.h"

#include <QStyle>

namespace tracedeck::ui {

PlainLabel::PlainLabel(const Theme& theme, TextRole role, const QString& text, Tone tone, QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    setFont(theme.font(role));
    setTone(tone);
    connect(&theme, &Theme::changed, this, [this, &theme, role] { setFont(theme.font(role)); });
}

void PlainLabel::setTone(Tone tone)
{
    static constexpr const char16_t* names[] = {u"",   u"secondary", u"muted", u"error",
                                                u"ok", u"warn",      u"info",  u"inverse"}; // as the style sheet has them
    setProperty("role", QStringView(names[static_cast<std::size_t>(tone)]).toString());
    style()->unpolish(this);
    style()->polish(this);
}

QString plainToolTip(const QString& text)
{
    if (!Qt::mightBeRichText(text))
        return text;
    const QString escaped = text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"));
    return QStringLiteral("<qt>") % escaped % QStringLiteral("</qt>");
}

} // namespace tracedeck::ui
