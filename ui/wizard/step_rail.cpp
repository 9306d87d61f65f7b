#include "wizard/step_rail.h"

#include "theme/theme.h"
#include "wizard/step_button.h"

#include <QBoxLayout>

namespace tracedeck::ui {

StepRail::StepRail(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(8), theme.px(12), theme.px(8), theme.px(12));
    column->setSpacing(theme.px(8));
    column->addStretch(1);
    setAccessibleName(tr("Steps"));
}

void StepRail::setSteps(const std::vector<WizardStep>& steps)
{
    auto* column = static_cast<QVBoxLayout*>(layout());
    while (m_buttons.size() < steps.size()) {
        const int number = static_cast<int>(m_buttons.size());
        auto* button = new StepButton(m_theme, number + 1, this);
        connect(button, &QAbstractButton::clicked, this, [this, number] { emit chosen(number); });
        column->insertWidget(number, button);
        m_buttons.push_back(button);
    }
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setVisible(i < steps.size());
        if (i < steps.size())
            m_buttons[i]->setStep(steps[i]);
        m_buttons[i]->setCompact(m_isCompact);
    }
}

void StepRail::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    for (StepButton* button : m_buttons)
        button->setCompact(isCompact);
}

} // namespace tracedeck::ui
