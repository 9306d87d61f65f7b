#pragma once

#include "charts/stack_layout.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QWidget>

class QHBoxLayout;

namespace tracedeck::ui {

class LegendEntry;

/// The names of the slices with their glyphs; where there is no room the names are in the tooltips. A click shows one alone, Ctrl and a click switches one off or on.
class OutcomeLegend : public QWidget {
    Q_OBJECT
public:
    explicit OutcomeLegend(const Theme& theme, QWidget* parent = nullptr);

    void setSlices(const std::vector<Slice>& slices);
    [[nodiscard]] QSize sizeHint() const override;        ///< with all names
    [[nodiscard]] QSize minimumSizeHint() const override; ///< glyphs alone

protected:
    void resizeEvent(QResizeEvent* event) override;

signals:
    void isolated(int slice);
    void toggled(int slice);

private:
    void fit();
    [[nodiscard]] QList<LegendEntry*> entries() const;

    const Theme& m_theme;
    QHBoxLayout* m_row;
};

/// One entry of a legend.
class LegendEntry : public QAbstractButton {
    Q_OBJECT
public:
    LegendEntry(const Theme& theme, const Slice& slice, QWidget* parent);

    void setWordless(bool wordless);
    [[nodiscard]] int fullWidth() const;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void activated(bool toggle);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Theme& m_theme;
    events::OutcomeClass m_outcome;
    bool m_wordless = false;
};

} // namespace tracedeck::ui
