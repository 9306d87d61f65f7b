#pragma once

#include "workers/diff_rows.h"

#include <QAbstractScrollArea>

namespace tracedeck::ui {

class Theme;

/// What differs between two texts, painted: numbers, signs, fills, and what changed inside of a line. Always left to right; as high as it
/// is, it scrolls sideways only. N and P move between changes.
class DiffView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit DiffView(const Theme& theme, QWidget* parent = nullptr);

    void setDiff(std::vector<workers::DiffHunk> hunks, const QStringList& labels = {});
    void setSideBySide(bool isPaired);
    [[nodiscard]] bool isSideBySide() const { return m_isPaired; }
    [[nodiscard]] const std::vector<DiffRow>& rows() const { return m_rows; }
    [[nodiscard]] int current() const { return m_current; } ///< row of the change that is looked at; -1: none
    void step(int by);                                      ///< to the next or previous run of changed lines

signals:
    void looked(const QRect& place); ///< of what is looked at, in this widget

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void rebuild();
    void fit();
    void say();
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int longest() const; ///< in px, of the text of a line
    void paintRow(QPainter& painter, const DiffRow& row, const QRect& at) const;
    void paintLine(QPainter& painter, const workers::DiffLine* line, const QRect& at, bool isUnified) const;
    void paintText(QPainter& painter, const workers::DiffLine& line, const QRect& at) const;

    const Theme& m_theme;
    std::vector<workers::DiffHunk> m_hunks;
    QStringList m_labels;
    std::vector<DiffRow> m_rows; ///< of `m_hunks`
    bool m_isPaired = false;
    int m_current = -1;
};

} // namespace tracedeck::ui
