#pragma once

#include "jobs/job_draft.h"

#include <QWidget>

namespace tracedeck::ui {

class Theme;

/// One step of the wizard. It is filled from the draft, and writes what is entered into it.
class StepPage : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual void setDraft(const jobs::JobDraft& draft) = 0;
    virtual void writeTo(jobs::JobDraft& draft) const = 0;
    /// Says all there is to say about what is entered, and moves to the first that is wrong. How many are.
    virtual int insist() { return 0; }

signals:
    void edited(); ///< by a person; the draft is to be written to
};

} // namespace tracedeck::ui
