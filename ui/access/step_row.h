#pragma once

#include "access/report.h"
#include "theme/theme.h"

#include <QFrame>

class QPushButton;
class QLabel;

namespace tracedeck::ui {

class Badge;
class ElidedLabel;
class IconButton;
class PlainLabel;

/// One step of the check: what is asked, the answer and why, one action, and the evidence one click away.
class StepRow : public QFrame {
    Q_OBJECT
public:
    StepRow(const Theme& theme, int number, QWidget* parent = nullptr);

    void setStep(const access::StepReport& step);
    [[nodiscard]] const access::StepReport& step() const { return m_step; }
    void showEvidence(bool shown);
    [[nodiscard]] bool isEvidenceShown() const;
    void focusEvidence();

signals:
    void actionRequested(tracedeck::access::Action action, tracedeck::access::Step step);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void dress();
    [[nodiscard]] QString evidenceLines() const;

    const Theme& m_theme;
    access::StepReport m_step;
    QLabel* m_sign;
    PlainLabel* m_title;
    ElidedLabel* m_why;
    PlainLabel* m_lines;
    QPushButton* m_action;
    Badge* m_badge;
    IconButton* m_toggle;
};

} // namespace tracedeck::ui
