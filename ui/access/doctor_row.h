#pragma once

#include "doctor/diagnosis.h"
#include "theme/theme.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace tracedeck::ui {

class ElidedLabel;
class PlainLabel;

/// One check of the doctor: the good state, what was found and by which call, the fix, and the verdict as a word.
class DoctorRow : public QFrame {
    Q_OBJECT
public:
    DoctorRow(const Theme& theme, int number, QWidget* parent = nullptr);

    void setFinding(const doctor::Diagnosis& diagnosis, const doctor::Finding& finding);
    [[nodiscard]] const doctor::Finding& finding() const { return m_finding; }
    [[nodiscard]] QPushButton* action() const { return m_action; }

signals:
    void fixRequested(tracedeck::doctor::Fix fix);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void dress();
    void setAction(const QString& statement);
    [[nodiscard]] QString evidenceLines() const;

    const Theme& m_theme;
    doctor::Finding m_finding;
    QLabel* m_sign;
    PlainLabel* m_title;
    ElidedLabel* m_why;
    QPushButton* m_action;
    PlainLabel* m_verdict;
};

} // namespace tracedeck::ui
