#pragma once

#include <QWidget>

namespace tracedeck::ui {

class Theme;

/// What holds a group of conditions together: a well with a line at its leading edge.
class GroupFrame : public QWidget {
    Q_OBJECT
public:
    GroupFrame(const Theme& theme, bool isNested, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    bool m_isNested;
};

} // namespace tracedeck::ui
