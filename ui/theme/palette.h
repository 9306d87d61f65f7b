#pragma once

#include <QPalette>

namespace tracedeck::ui {

struct Tokens;

[[nodiscard]] QPalette paletteOf(const Tokens& tokens);
/// True where the desktop's own palette, without ours, is dark. Sets the application's palette back to the desktop's.
[[nodiscard]] bool desktopIsDark();

} // namespace tracedeck::ui
