#pragma once

#include "widgets/plain_label.h"

#include <QString>
#include <QWidget>

#include <cstdint>
#include <vector>

class QPlainTextEdit;
class QVBoxLayout;

namespace tracedeck::ui {

class Theme;

/// The two halves of a step: what is entered, which scrolls, and to its right what follows from it.
struct StepFrame {
    QVBoxLayout* main = nullptr;
    QVBoxLayout* side = nullptr;
};
/// Lays both into `page`; the side is 330 px wide.
[[nodiscard]] StepFrame frameStep(const Theme& theme, QWidget& page, const QString& title, const QString& about);

/// A heading of the side.
[[nodiscard]] QWidget* sideHeading(const Theme& theme, const QString& text, QWidget* trailing = nullptr);

/// Text of a machine, to be read and copied.
[[nodiscard]] QPlainTextEdit* codeView(const Theme& theme, const QString& name, QWidget* parent = nullptr);

/// One thing that is looked at, and how it came out.
struct CheckLine {
    enum class State : std::uint8_t { Waiting, Running, Passed, Warned, Failed };
    State state = State::Waiting;
    QString title, detail;
    bool operator==(const CheckLine&) const = default;
};

/// A short list of checks, one below the other.
class CheckList : public QWidget {
    Q_OBJECT
public:
    explicit CheckList(const Theme& theme, QWidget* parent = nullptr);
    void setLines(const std::vector<CheckLine>& lines);

private:
    const Theme& m_theme;
    std::vector<CheckLine> m_lines;
};

} // namespace tracedeck::ui
