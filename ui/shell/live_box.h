#pragma once

#include "theme/theme.h"

#include <QWidget>

namespace tracedeck::ui {

class PlainLabel;
class SwitchButton;

/// How the source that is open is followed.
struct LiveState {
    bool isThere = false; ///< it can be followed at all
    bool isOn = false;
    bool isTroubled = false;
    QString remark; ///< "52 s behind"
    bool operator==(const LiveState&) const = default;
};

/// The switch in the top bar that follows a source, and how far behind it is.
class LiveBox : public QWidget {
    Q_OBJECT
public:
    explicit LiveBox(const Theme& theme, QWidget* parent = nullptr);

    void setState(const LiveState& state);
    void setCompact(bool compact); ///< without the remark

signals:
    void chosen(bool on);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fit();

    const Theme& m_theme;
    LiveState m_state;
    bool m_isCompact = false;
    SwitchButton* m_switch;
    PlainLabel* m_remark;
};

} // namespace tracedeck::ui
