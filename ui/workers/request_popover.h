#pragma once

#include "widgets/popover_frame.h"
#include "workers/flag_request.h"

class QPushButton;

namespace tracedeck::ui {

class Theme;

/// The request that a click on one switch would send. Enter sends, Esc does not.
class RequestPopover : public PopoverFrame {
    Q_OBJECT
public:
    RequestPopover(const Theme& theme, const FlagRequest& request, const QString& title, QWidget* parent);

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
