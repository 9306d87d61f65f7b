#pragma once

#include "wizard/step_rail.h"

#include <QAbstractButton>

namespace tracedeck::ui {

/// One step in the rail: a circle with its number or mark, its name, and what was chosen.
class StepButton : public QAbstractButton {
    Q_OBJECT
public:
    StepButton(const Theme& theme, int number, QWidget* parent = nullptr);
    void setStep(const WizardStep& step);
    void setCompact(bool isCompact);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintCircle(QPainter& painter, const QRect& circle) const;
    void paintWords(QPainter& painter, const QRect& words) const;

    const Theme& m_theme;
    int m_number;
    WizardStep m_step;
    bool m_isCompact = false;
};

} // namespace tracedeck::ui
