#pragma once

#include "widgets/popover_frame.h"

class QPushButton;

namespace tracedeck::ui {

class Theme;

/// The one request that a click would send, before it is sent. Enter sends, Esc does not.
class RequestPopover : public PopoverFrame {
    Q_OBJECT
public:
    /// `name`: what it does, for who cannot see it; `warning`: what else comes of it, "" = nothing.
    RequestPopover(const Theme& theme, const QString& name, const QString& request, const QString& warning, QWidget* parent);

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
