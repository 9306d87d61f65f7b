#pragma once

#include "access/step_row.h"
#include "widgets/card.h"

namespace tracedeck::ui {

/// All steps of the check in order, and how many said what.
class StepsCard : public Card {
    Q_OBJECT
public:
    explicit StepsCard(const Theme& theme, QWidget* parent = nullptr);

    void setReport(const access::Report& report);
    [[nodiscard]] StepRow* row(access::Step step) const { return m_rows[static_cast<std::size_t>(step)]; }

signals:
    void probeRequested();
    void copyRequested();
    void actionRequested(tracedeck::access::Action action, tracedeck::access::Step step);

private:
    [[nodiscard]] QString summary(const access::Report& report) const;

    std::vector<StepRow*> m_rows;
    QPushButton* m_again;
    PlainLabel* m_summary;
};

} // namespace tracedeck::ui
