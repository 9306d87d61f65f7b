#include "widgets/tint.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <array>

namespace tracedeck::ui {

namespace {

constexpr std::array kTints {
    Tint {u"", QT_TRANSLATE_NOOP("Tint", "As always"), &Tokens::accent, &Tokens::accentsoft},
    Tint {u"green", QT_TRANSLATE_NOOP("Tint", "Green"), &Tokens::oktext, &Tokens::oksoft},
    Tint {u"amber", QT_TRANSLATE_NOOP("Tint", "Amber"), &Tokens::warntext, &Tokens::warnsoft},
    Tint {u"red", QT_TRANSLATE_NOOP("Tint", "Red"), &Tokens::dangertext, &Tokens::dangersoft},
    Tint {u"blue", QT_TRANSLATE_NOOP("Tint", "Blue"), &Tokens::infotext, &Tokens::infosoft},
    Tint {u"purple", QT_TRANSLATE_NOOP("Tint", "Purple"), &Tokens::purpletext, &Tokens::purplesoft},
};

/// "Example Shop" → "ES", "staging" → "S".
QString initialsOf(const QString& name)
{
    QString initials;
    for (const QStringView word : QStringView(name).split(u' ', Qt::SkipEmptyParts)) {
        if (word.front().isLetterOrNumber() && initials.size() < 2)
            initials += word.front().toUpper();
    }
    return initials;
}

} // namespace

std::span<const Tint> tints()
{
    return kTints;
}

QString tintText(const Tint& tint)
{
    return QCoreApplication::translate("Tint", tint.text);
}

const Tint& tintNamed(QStringView name)
{
    const auto found = std::ranges::find(kTints, name, &Tint::name);
    return found == kTints.end() ? kTints.front() : *found;
}

QPixmap initialsTile(const Theme& theme, const QString& name, QStringView tint, int designPx, qreal dpr)
{
    const Tint& colours = tintNamed(tint);
    const int px = theme.px(designPx);
    QPixmap tile(QSize(px, px) * dpr);
    tile.setDevicePixelRatio(dpr);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.tokens().*colours.soft);
    painter.drawRoundedRect(QRectF(0, 0, px, px), theme.px(4), theme.px(4));
    painter.setPen(theme.tokens().*colours.strong);
    painter.setFont(theme.font(TextRole::MicroStrong));
    painter.drawText(QRect(0, 0, px, px), Qt::AlignCenter, initialsOf(name));
    return tile;
}

} // namespace tracedeck::ui
