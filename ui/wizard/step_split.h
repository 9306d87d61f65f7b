#pragma once

#include <QWidget>

class QFrame;
class QScrollArea;
class QVBoxLayout;

namespace tracedeck::ui {

class Theme;

/// What is entered, and to its right what follows from it; below it where there is no room beside it. Both scroll.
class StepSplit : public QWidget {
    Q_OBJECT
public:
    /// Takes both; the side is `sidePx` wide.
    StepSplit(const Theme& theme, QWidget* main, QWidget* side, int sidePx, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut(bool isNarrow);

    const Theme& m_theme;
    QWidget* m_side;
    QScrollArea* m_area;
    QVBoxLayout* m_column; ///< of what `m_area` scrolls
    QFrame* m_line;
    QScrollArea* m_aside;
    bool m_isNarrow = false;
};

} // namespace tracedeck::ui
