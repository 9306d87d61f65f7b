#pragma once

#include <QFrame>

namespace tracedeck::ui {

/// A small window at the foot of a control; a click elsewhere or Esc closes it.
class PopoverFrame : public QFrame {
    Q_OBJECT
public:
    explicit PopoverFrame(QWidget* parent = nullptr);

    /// Under `anchor`, at its start edge, moved to stay on the screen.
    void popUpUnder(const QWidget* anchor);
};

} // namespace tracedeck::ui
