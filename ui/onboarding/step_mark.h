#pragma once

#include "theme/theme.h"

#include <QWidget>

namespace tracedeck::ui {

/// The number of a step in a soft circle.
class StepMark : public QWidget {
    Q_OBJECT
public:
    explicit StepMark(const Theme& theme, QWidget* parent = nullptr);

    void setNumber(int number);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    int m_number = 0;
};

} // namespace tracedeck::ui
