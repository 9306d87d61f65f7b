#pragma once

#include "theme/theme.h"

#include <QAbstractButton>

namespace tracedeck::ui {

/// On or off, at once. The row it stands in names it; screen readers hear a check box.
class SwitchButton : public QAbstractButton {
    Q_OBJECT
public:
    SwitchButton(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

// For delegates.
[[nodiscard]] QSize switchSize(const Theme& theme);
void paintSwitch(QPainter& painter, const Theme& theme, const QRect& track, bool isOn, bool isEnabled, Qt::LayoutDirection direction);

} // namespace tracedeck::ui
