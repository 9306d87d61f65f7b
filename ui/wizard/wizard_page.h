#pragma once

#include "wizard/review_page.h"
#include "wizard/step_parts.h"
#include "wizard/step_summaries.h"

#include <array>

class QCheckBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace tracedeck::ui {

class AccessStep;
class Badge;
class DestinationPage;
class DonePage;
class ElidedLabel;
class FieldsPage;
class FilterPage;
class IconLabel;
class OutputPage;
class OwnershipPage;
class PlainLabel;
class Scope;

/// A job made or edited step by step; nothing is sent from here. Holds the draft; every change of it is told, so that it can be kept.
/// Ctrl+PgDown and Ctrl+PgUp go on and back, Ctrl+Enter goes on and at the end sends, Alt+1 to Alt+7 go to a step.
class WizardPage : public QWidget {
    Q_OBJECT
public:
    WizardPage(const Scope& scope, const Theme& theme, QWidget* parent = nullptr);

    /// Opens a draft at the step that it was left at.
    void begin(const jobs::JobDraft& draft, const QString& accountId, const QString& name);
    [[nodiscard]] const jobs::JobDraft& draft() const { return m_draft; }
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// What is entered and not told yet is in the draft then.
    void gather();
    void setSaved(const QString& text);
    void setBusy(bool isBusy); ///< it is being sent
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    /// What was refused, in the server's words.
    void setProblem(const QString& text);
    void showDone(const QString& title, const QString& about, const std::vector<CheckLine>& lines);
    void end(); ///< back to nothing

    void goTo(JobStep step);
    [[nodiscard]] JobStep current() const { return static_cast<JobStep>(m_draft.step); }

    [[nodiscard]] AccessStep& access() { return *m_access; }
    [[nodiscard]] DestinationPage& destination() { return *m_destination; }
    [[nodiscard]] OwnershipPage& ownership() { return *m_ownership; }
    [[nodiscard]] FieldsPage& fields() { return *m_fields; }
    [[nodiscard]] OutputPage& output() { return *m_output; }
    [[nodiscard]] ReviewPage& review() { return *m_review; }

signals:
    void draftChanged();
    void stepShown(tracedeck::ui::JobStep step);
    void submitRequested(); ///< the last button: the draft is checked
    void closeRequested();  ///< the draft stays
    void discardRequested();
    void jobsRequested();
    void logsRequested();
    void deliveriesRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeRail();
    [[nodiscard]] QWidget* makeFoot();
    void addSteps(const Scope& scope);
    void addKeys();
    void next();
    void back();
    bool leave(); ///< checks the step that is open; false: something is wrong with it
    void openStep(JobStep step);
    void focusStep(); ///< its first field
    void showRail();
    void showFoot();
    [[nodiscard]] StepPage& page(int step) const { return *m_pages.at(static_cast<std::size_t>(step)); }
    [[nodiscard]] int neighbour(int direction) const;

    const Theme& m_theme;
    jobs::JobDraft m_draft;
    bool m_isOpen = false, m_isBusy = false;
    std::array<bool, kJobSteps> m_attention {};
    std::array<StepPage*, kJobSteps> m_pages {};
    ElidedLabel* m_title = nullptr;
    PlainLabel* m_promise = nullptr;
    Badge* m_badge = nullptr;
    StepRail* m_rail = nullptr;
    PlainLabel* m_saved = nullptr;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_foot = nullptr;
    QWidget* m_railBox = nullptr;
    IconLabel* m_problemIcon = nullptr;
    PlainLabel* m_problem = nullptr;
    QCheckBox* m_off = nullptr;
    QPushButton *m_discard = nullptr, *m_back = nullptr, *m_next = nullptr;
    AccessStep* m_access = nullptr;
    DestinationPage* m_destination = nullptr;
    OwnershipPage* m_ownership = nullptr;
    FieldsPage* m_fields = nullptr;
    FilterPage* m_filter = nullptr;
    OutputPage* m_output = nullptr;
    ReviewPage* m_review = nullptr;
    DonePage* m_done = nullptr;
};

} // namespace tracedeck::ui
