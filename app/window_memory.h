#pragma once

#include "theme/theme.h"

class QMainWindow;

namespace tracedeck {

/// What the window keeps from one start to the next: its place, the look, how times are written.
struct WindowMemory {
    ui::Scheme scheme = ui::Scheme::System;
    int textSize = 13;
    bool utc = true;
};
[[nodiscard]] WindowMemory readWindowMemory();
void writeWindowMemory(const WindowMemory& memory);

void restorePlace(QMainWindow& window); ///< 1440×900 or what fits the screen, the first time
void rememberPlace(const QMainWindow& window);

} // namespace tracedeck
