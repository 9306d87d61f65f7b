#pragma once

#include "wizard/step_page.h"
#include "wizard/step_parts.h"

namespace tracedeck::ui {

/// The first step: whether the credential may make jobs, as the check of the account found.
class AccessStep : public StepPage {
    Q_OBJECT
public:
    explicit AccessStep(const Theme& theme, QWidget* parent = nullptr);

    void setDraft(const jobs::JobDraft&) override {}
    void writeTo(jobs::JobDraft&) const override {}
    int insist() override { return m_isRefused ? 1 : 0; }

    void setFindings(const std::vector<CheckLine>& lines, bool isRefused);
    [[nodiscard]] bool isRefused() const { return m_isRefused; }

signals:
    void checkRequested();

private:
    CheckList* m_lines;
    bool m_isRefused = false;
};

} // namespace tracedeck::ui
