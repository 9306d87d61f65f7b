#pragma once

#include <QWidget>

namespace tracedeck::ui {

class Theme;

/// A part of a whole as a bar. The numbers beside it say the same.
class ShareBar : public QWidget {
    Q_OBJECT
public:
    explicit ShareBar(const Theme& theme, QWidget* parent = nullptr);
    void setShare(double share, bool isAlarming = false); ///< 0 … 1

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    double m_share = 0;
    bool m_isAlarming = false;
};

} // namespace tracedeck::ui
