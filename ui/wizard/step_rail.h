#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

namespace tracedeck::ui {

class Theme;

enum class StepState : std::uint8_t { Ahead, Current, Done, NotNeeded, Attention };

/// One step of a wizard as the rail shows it.
struct WizardStep {
    QString name;
    QString summary; ///< what it is about, then what was chosen
    StepState state = StepState::Ahead;
    bool isOpen = false; ///< may be gone to
};

/// The steps of a wizard, one below the other; those that are open are chosen with a click, or arrows and Enter.
class StepRail : public QWidget {
    Q_OBJECT
public:
    explicit StepRail(const Theme& theme, QWidget* parent = nullptr);
    void setSteps(const std::vector<WizardStep>& steps);
    /// Circles alone; names and what was chosen are their tooltips then.
    void setCompact(bool isCompact);

signals:
    void chosen(int step);

private:
    const Theme& m_theme;
    bool m_isCompact = false;
    std::vector<class StepButton*> m_buttons;
};

} // namespace tracedeck::ui
