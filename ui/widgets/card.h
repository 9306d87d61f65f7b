#pragma once

#include "theme/theme.h"

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace tracedeck::ui {

class PlainLabel;

/// A surface with a thin frame; with a title it has a head of its own, divided by a line.
class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(const Theme& theme, QWidget* parent = nullptr);

    void setTitle(const QString& title, const QString& note = {});
    [[nodiscard]] QHBoxLayout* head(); ///< to the right of the title; makes the head
    [[nodiscard]] QVBoxLayout* body() { return m_body; }
    /// 12 px by default; 0 for tables that reach the frame.
    void setBodyMargin(int designPx);

private:
    void ensureHead();

    const Theme& m_theme;
    QVBoxLayout* m_column = nullptr;
    QHBoxLayout* m_head = nullptr;
    QVBoxLayout* m_body = nullptr;
    PlainLabel* m_title = nullptr;
    PlainLabel* m_note = nullptr;
};

/// A 1 px line between parts.
[[nodiscard]] QFrame* horizontalLine(QWidget* parent = nullptr);
[[nodiscard]] QFrame* verticalLine(QWidget* parent = nullptr);

} // namespace tracedeck::ui
