#include "widgets/buttons.h"

namespace tracedeck::ui {

LinkButton::LinkButton(const QString& text, QWidget* parent) : QPushButton(text, parent)
{
    setProperty("kind", QStringLiteral("link"));
    setCursor(Qt::PointingHandCursor);
}

IconButton::IconButton(const Theme& theme, const QString& icon, const QString& name, QWidget* parent, bool dense) : QPushButton(parent)
{
    setProperty("kind", QStringLiteral("icon"));
    setProperty("dense", dense);
    setIcon(theme.icon(icon, 16));
    setIconSize(QSize(theme.px(16), theme.px(16)));
    setFixedSize(theme.px(dense ? 26 : 32), theme.px(dense ? 26 : 32));
    setAccessibleName(name);
    setToolTip(name);
}

QPushButton* primaryButton(const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setProperty("kind", QStringLiteral("primary"));
    return button;
}

QPushButton* denseButton(const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setProperty("dense", true);
    return button;
}

} // namespace tracedeck::ui
