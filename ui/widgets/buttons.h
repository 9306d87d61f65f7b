#pragma once

#include "theme/theme.h"

#include <QPushButton>

namespace tracedeck::ui {

/// A button that reads as a link.
class LinkButton : public QPushButton {
    Q_OBJECT
public:
    explicit LinkButton(const QString& text, QWidget* parent = nullptr);
};

/// A square button of an icon alone; `name` is what it does, for tooltip and screen readers.
class IconButton : public QPushButton {
    Q_OBJECT
public:
    IconButton(const Theme& theme, const QString& icon, const QString& name, QWidget* parent = nullptr, bool dense = false);
};

/// The one action a page asks for.
[[nodiscard]] QPushButton* primaryButton(const QString& text, QWidget* parent = nullptr);
[[nodiscard]] QPushButton* denseButton(const QString& text, QWidget* parent = nullptr);

} // namespace tracedeck::ui
