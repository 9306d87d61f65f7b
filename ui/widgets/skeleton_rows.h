#pragma once

#include "theme/theme.h"

#include <QTimer>
#include <QWidget>

namespace tracedeck::ui {

/// Rows without content while the first answer is on its way. Nothing for 150 ms, so that fast answers do not flicker; nothing moves.
class SkeletonRows : public QWidget {
    Q_OBJECT
public:
    SkeletonRows(const Theme& theme, int rowHeight, QWidget* parent = nullptr);

    void start();
    void stop();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    int m_rowHeight;
    QTimer m_soon;
};

} // namespace tracedeck::ui
