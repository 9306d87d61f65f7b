#pragma once

#include "widgets/plain_label.h"

class QDialog;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace tracedeck::ui {

// What dialogs are made of.

[[nodiscard]] QVBoxLayout* dialogColumn(const Theme& theme, QDialog& dialog, const QString& title, int designWidth);
PlainLabel* addDialogText(const Theme& theme, QVBoxLayout& column, const QString& text, Tone tone = Tone::Normal);
/// Cancel is the default; `action` does it.
QPushButton* addDialogButtons(QDialog& dialog, QVBoxLayout& column, const QString& action, bool isDangerous);
[[nodiscard]] QScrollArea* scrolling(QWidget* widget);

} // namespace tracedeck::ui
