#pragma once

#include "theme/theme.h"
#include "widgets/popover_frame.h"

class QPushButton;

namespace tracedeck::ui {

/// The one request that a fix sends, before it is sent. Enter sends, Esc does not.
class FixPopover : public PopoverFrame {
    Q_OBJECT
public:
    FixPopover(const Theme& theme, const QString& name, const QString& request, QWidget* parent);

signals:
    void sent();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void send();

    QPushButton* m_send;
    bool m_isSent = false;
};

} // namespace tracedeck::ui
