#pragma once

class QLayout;

namespace tracedeck::ui {

/// Takes everything out of it. Its widgets are hidden at once and go after the event that is running, which may be a click on one of them.
void clearLayout(QLayout& layout);

} // namespace tracedeck::ui
