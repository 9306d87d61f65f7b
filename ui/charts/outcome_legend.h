#pragma once

#include "charts/stack_layout.h"
#include "theme/theme.h"

#include <QAbstractButton>
#include <QWidget>

class QHBoxLayout;

namespace tracedeck::ui {

class LegendEntry;

/// The names of the slices with their glyphs; where there is no room, names go into tooltips, failures keep theirs longest. Outcomes
/// without a glyph of their own share one entry. A click shows an entry alone, Ctrl and a click switches it off or on.
class OutcomeLegend : public QWidget {
    Q_OBJECT
public:
    explicit OutcomeLegend(const Theme& theme, QWidget* parent = nullptr);

    void setSlices(const std::vector<Slice>& slices);
    [[nodiscard]] QSize sizeHint() const override;        ///< with all names
    [[nodiscard]] QSize minimumSizeHint() const override; ///< glyphs alone

signals:
    void isolated(const std::vector<std::size_t>& slices);
    void toggled(const std::vector<std::size_t>& slices);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    const Theme& m_theme;
    QHBoxLayout* m_row;
    QList<LegendEntry*> m_entries; ///< bottom of the stack first
};

/// One entry of a legend: a slice, or those that share it.
class LegendEntry : public QAbstractButton {
    Q_OBJECT
public:
    LegendEntry(const Theme& theme, const std::vector<Slice>& all, std::vector<std::size_t> own, QWidget* parent);

    [[nodiscard]] const std::vector<std::size_t>& slices() const { return m_own; }
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
    std::vector<std::size_t> m_own;
    events::OutcomeClass m_outcome;
    bool m_wordless = false;
};

} // namespace tracedeck::ui
