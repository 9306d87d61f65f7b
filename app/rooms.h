#pragma once

namespace tracedeck {

namespace ui {
class MainWindow;
class Scope;
class Theme;
} // namespace ui

/// Makes the rooms, gives them to the window as pages, and lets them send people to each other.
void furnish(ui::MainWindow& window, ui::Scope& scope, const ui::Theme& theme);

} // namespace tracedeck
