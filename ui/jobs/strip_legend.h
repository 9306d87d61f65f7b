#pragma once

#include <QWidget>

namespace tracedeck::ui {

class Theme;

/// What the cells of a strip mean.
class StripLegend : public QWidget {
    Q_OBJECT
public:
    explicit StripLegend(const Theme& theme, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace tracedeck::ui
