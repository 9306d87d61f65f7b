#pragma once

#include "wizard/step_page.h"

#include <cstdint>
#include <utility>
#include <vector>

class QPlainTextEdit;
class QVBoxLayout;

namespace tracedeck::ui {

class FormGrid;
class PlainLabel;
class SegmentedControl;
class SmallTable;
class CostModel;
class Theme;

/// What was chosen on one step, to be read once more.
struct ReviewCard {
    QString title;
    int step = 0; ///< to be gone to from here
    std::vector<std::pair<QString, QString>> rows;
};

/// One figure a month: now, what the job adds, and both; and how that was computed.
struct CostRow {
    QString title, today, added, total, how;
};

/// One thing to know before it is sent.
struct ReviewNote {
    enum class Kind : std::uint8_t { Good, Warning, Info, Error };
    Kind kind = Kind::Info;
    QString text;
};

/// The request as it will be sent, its secrets masked.
struct ReviewRequest {
    QString verb, path;
    QString json, curl, terraform;
};

/// The last step of the wizard: everything once more, what it costs, and the exact request.
class ReviewPage : public StepPage {
    Q_OBJECT
public:
    explicit ReviewPage(const Theme& theme, QWidget* parent = nullptr);

    void setDraft(const jobs::JobDraft&) override {} ///< it is told in parts
    void writeTo(jobs::JobDraft&) const override {}

    void setHeading(const QString& heading, const QString& note);
    void setCards(const std::vector<ReviewCard>& cards);
    void setCosts(const std::vector<CostRow>& rows, bool isOfEdit, const QString& note);
    void setNotes(const std::vector<ReviewNote>& notes);
    void setRequest(const ReviewRequest& request);

signals:
    void stepRequested(int step);

private:
    [[nodiscard]] QWidget* makeMain();
    [[nodiscard]] QWidget* makeSide();
    void showForm(int form);
    void copy() const;

    const Theme& m_theme;
    PlainLabel* m_heading = nullptr;
    PlainLabel* m_note = nullptr;
    FormGrid* m_cards = nullptr;
    PlainLabel* m_costNote = nullptr;
    CostModel* m_costs;
    SmallTable* m_costTable = nullptr;
    QVBoxLayout* m_notes = nullptr;
    SegmentedControl* m_form = nullptr;
    PlainLabel* m_path = nullptr;
    QPlainTextEdit* m_text = nullptr;
    ReviewRequest m_request;
};

} // namespace tracedeck::ui
