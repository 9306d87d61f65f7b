#pragma once

#include "base/error.h"
#include "workers/wrangler_draft.h"

#include <QWidget>

#include <optional>

class QPushButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace tracedeck::ui {

class Badge;
class Banner;
class DiffView;
class ElidedLabel;
class EmptyState;
class IconLabel;
class PlainLabel;
class SectionList;
class SegmentedControl;
class Theme;

/// The wrangler file of a Worker: in which sections the flag is to be set, what that changes, and what to know before writing it. Nothing
/// can be written of a file that does not parse.
class WranglerTab : public QWidget {
    Q_OBJECT
public:
    explicit WranglerTab(const Theme& theme, QWidget* parent = nullptr);

    void showNoFile();
    void showLoading();
    void showFailure(const QString& path, const Error& error);
    /// `environment`: which section deploys the Worker; `value`: what is deployed.
    void showFile(const WranglerView& view, const QString& environment, bool value);
    void showDraft(const Result<WranglerDraft>& draft); ///< of another choice than now: left out
    [[nodiscard]] const std::optional<WranglerDraft>& draft() const { return m_draft; }
    [[nodiscard]] std::vector<workers::FlagEdit> edits() const;
    [[nodiscard]] const QString& path() const { return m_path; } ///< of the file that is shown; "": none

signals:
    void draftRequested(const std::vector<workers::FlagEdit>& edits);
    void draftChanged();
    void changeRequested(const QPoint& at); ///< another file or section
    void chooseFileRequested();
    void linkFolderRequested();
    void openRequested(const QString& path);

private:
    enum State { Message, File };
    [[nodiscard]] QWidget* makeFile();
    [[nodiscard]] QWidget* makePath();
    [[nodiscard]] QWidget* makeDiffHead();
    QWidget* addFact(QVBoxLayout& column, const QString& icon, PlainLabel*& text);
    void ask();
    void showWarnings();
    void showFacts();
    void showMessage(const QString& icon, const QString& title, const QString& why);

    const Theme& m_theme;
    QStackedWidget* m_states;
    EmptyState* m_message;
    QScrollArea* m_area = nullptr;
    ElidedLabel* m_where = nullptr;
    Badge* m_branch = nullptr;
    SectionList* m_sections = nullptr;
    PlainLabel *m_added = nullptr, *m_removed = nullptr, *m_parsed = nullptr, *m_kept = nullptr, *m_backup = nullptr, *m_same = nullptr;
    QWidget *m_facts = nullptr, *m_diffHead = nullptr, *m_frame = nullptr;
    SegmentedControl* m_sides = nullptr;
    DiffView* m_diff = nullptr;
    QVBoxLayout* m_warnings = nullptr;
    QString m_path;
    std::optional<WranglerView> m_view;
    std::optional<WranglerDraft> m_draft;
};

} // namespace tracedeck::ui
