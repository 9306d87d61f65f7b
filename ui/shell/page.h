#pragma once

#include <QString>

class QWidget;

namespace tracedeck::ui {

/// A room as the window knows it: what it is called, its icon, and the widget.
struct Page {
    QString name, icon;
    QWidget* widget = nullptr;
    bool startsGroup = false; ///< a line parts it from those before
};

} // namespace tracedeck::ui
