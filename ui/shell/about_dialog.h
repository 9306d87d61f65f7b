#pragma once

class QWidget;

namespace tracedeck::ui {

class Theme;

/// Name, version and licence.
void showAbout(const Theme& theme, QWidget* parent);

} // namespace tracedeck::ui
