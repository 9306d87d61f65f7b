#pragma once

#include "theme/theme.h"

#include <QWidget>

namespace tracedeck::ui {

/// Tracedeck's mark in the theme's accent.
class BrandMark : public QWidget {
    Q_OBJECT
public:
    BrandMark(const Theme& theme, int designPx, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    int m_designPx;
};

} // namespace tracedeck::ui
