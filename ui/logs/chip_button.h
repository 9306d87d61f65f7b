#pragma once

#include "logs/filter_draft.h"
#include "theme/theme.h"

#include <QAbstractButton>

namespace tracedeck::ui {

/// One chip of the filter bar: field, relation, value and a cross. Click edits; keys switch, negate, remove and move on.
class ChipButton : public QAbstractButton {
    Q_OBJECT
public:
    ChipButton(Chip chip, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] const Chip& chip() const { return m_chip; }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void editRequested();
    void toggleRequested();
    void negateRequested();
    void removeRequested();
    void leaveRequested(int step); ///< -1 to the chip before, +1 after

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    struct Part {
        QString text;
        TextRole role;
        QColor colour;
    };
    [[nodiscard]] bool isExclusion() const;
    [[nodiscard]] std::vector<Part> parts() const;
    [[nodiscard]] int crossWidth() const { return m_theme.px(24); }
    [[nodiscard]] std::optional<QColor> drawValueGlyph(QPainter* painter, QPointF centre) const;

    Chip m_chip;
    const Theme& m_theme;
};

} // namespace tracedeck::ui
