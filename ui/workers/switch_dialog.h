#pragma once

#include "workers/worker_id.h"

#include <QDialog>

#include <vector>

namespace tracedeck::ui {

class Theme;

/// What switching many Workers would change, one line each, before anything is sent. `accepted` = send it.
class SwitchDialog : public QDialog {
    Q_OBJECT
public:
    SwitchDialog(const Theme& theme, const std::vector<workers::WorkerRow>& rows, bool logpush, QWidget* parent);

    /// Those that are not so already.
    [[nodiscard]] const std::vector<WorkerId>& changing() const { return m_changing; }

private:
    std::vector<WorkerId> m_changing;
};

} // namespace tracedeck::ui
