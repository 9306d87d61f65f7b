#pragma once

#include "events/event.h"
#include "widgets/form_row.h"
#include "wizard/step_page.h"

#include <functional>
#include <memory>
#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace tracedeck::ui {

class FormGrid;
class PlainLabel;
class SegmentedControl;

using SharedEvents = std::shared_ptr<const std::vector<events::Event>>;

/// The step in which a job gets its name, the form of its records and the size of its files.
class OutputPage : public StepPage {
    Q_OBJECT
public:
    explicit OutputPage(const Theme& theme, QWidget* parent = nullptr);

    void setDraft(const jobs::JobDraft& draft) override;
    void writeTo(jobs::JobDraft& draft) const override;
    int insist() override;

    /// Events to show the output with; null: they are on their way.
    void setEvents(SharedEvents events);

private:
    /// One member that is text.
    struct TextField {
        QString member;
        QLineEdit* edit = nullptr;
    };

    QLineEdit* addLine(FormGrid& grid, const QString& name, const QString& help, bool isWide = false);
    void addLimit(FormGrid& grid, const QString& member, const QString& name, const QString& help);
    void addText(FormGrid& grid, const QString& member, const QString& name, const QString& help, bool isWide = false);
    [[nodiscard]] QWidget* makeAdvanced();
    void makeSide(QVBoxLayout& side);
    void change();
    void look();
    [[nodiscard]] QJsonObject options() const;
    [[nodiscard]] Remark issueOf(const QString& path) const;

    const Theme& m_theme;
    QJsonObject m_job; ///< of the draft
    SharedEvents m_events;
    QLineEdit* m_name = nullptr;
    SegmentedControl* m_format = nullptr;
    QComboBox* m_times = nullptr;
    QCheckBox* m_cve = nullptr;
    QWidget* m_advanced = nullptr;
    std::vector<TextField> m_texts, m_limits;
    std::vector<FormRow*> m_rows;
    PlainLabel* m_cveNote = nullptr;
    PlainLabel* m_readable = nullptr;
    PlainLabel* m_previewNote = nullptr;
    QPlainTextEdit* m_preview = nullptr;
};

/// Line ends and other control characters as people write them: "\n", "\t", "\\".
[[nodiscard]] QString escaped(const QString& text);
[[nodiscard]] QString unescaped(const QString& text);

} // namespace tracedeck::ui
