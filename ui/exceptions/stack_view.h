#pragma once

#include "exceptions/group_answers.h"
#include "widgets/card.h"

class QListView;
class QPlainTextEdit;

namespace tracedeck::ui {

class FramesModel;
class SegmentedControl;

/// The stack of a group's newest event: the app's frames, all of them or the text as delivered. Without a stack it says so and
/// shows what the event wrote last.
class StackView : public Card {
    Q_OBJECT
public:
    enum class Mode { AppFrames, AllFrames, Raw };

    explicit StackView(const Theme& theme, QWidget* parent = nullptr);

    void show(const GroupEvidence& evidence, const std::optional<Error>& why, bool utc);
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }

    using Card::show;

private:
    void arrange();
    void fitList();
    void fitText();

    const Theme& m_theme;
    FramesModel* m_frames;
    SegmentedControl* m_modes;
    PlainLabel* m_why;
    QListView* m_list;
    QPlainTextEdit* m_text;
    GroupEvidence m_evidence;
    std::optional<Error> m_unread;
    Mode m_mode = Mode::AppFrames;
};

} // namespace tracedeck::ui
