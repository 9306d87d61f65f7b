#include "theme/palette.h"

#include "theme/theme.h"

#include <QApplication>

namespace tracedeck::ui {

QPalette paletteOf(const Tokens& t)
{
    QPalette palette;
    const std::initializer_list<std::pair<QPalette::ColorRole, QColor>> roles {
        {QPalette::Window, t.bg},           {QPalette::WindowText, t.text},
        {QPalette::Base, t.surface},        {QPalette::AlternateBase, t.surface},
        {QPalette::Text, t.text},           {QPalette::PlaceholderText, t.text3},
        {QPalette::Button, t.surface},      {QPalette::ButtonText, t.text},
        {QPalette::Highlight, t.accent},    {QPalette::HighlightedText, t.onaccent},
        {QPalette::Link, t.accent},         {QPalette::LinkVisited, t.accent},
        {QPalette::ToolTipBase, t.text},    {QPalette::ToolTipText, t.surface},
        {QPalette::Mid, t.border},          {QPalette::Light, t.surface},
        {QPalette::Midlight, t.hover},      {QPalette::Dark, t.borderstrong},
        {QPalette::Shadow, t.borderstrong}, {QPalette::BrightText, t.dangertext},
    };
    for (const auto& [role, colour] : roles)
        palette.setColor(role, colour);
    for (const auto role : {QPalette::Text, QPalette::ButtonText, QPalette::WindowText})
        palette.setColor(QPalette::Disabled, role, t.text3);
    return palette;
}

bool desktopIsDark()
{
    QApplication::setPalette(QPalette());
    return QApplication::palette().color(QPalette::Window).lightness() < 128;
}

} // namespace tracedeck::ui
