#pragma once

#include "theme/theme.h"

#include <QPushButton>

namespace tracedeck::ui {

/// A button that shows what is chosen (icon, value, remark) and opens a list of other choices.
class PickerButton : public QPushButton {
    Q_OBJECT
public:
    PickerButton(const Theme& theme, const QString& icon, const QString& name, QWidget* parent = nullptr);

    void setChoice(const QString& value, const QString& remark = {});
    void setSymbol(const QString& icon);
    /// A value that takes more is cut at its end; 0 = all of it is shown.
    void setMostWidth(int designPx);
    /// Without the remark, for narrow windows.
    void setCompact(bool compact);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString value() const;
    [[nodiscard]] QString remark() const { return m_compact ? QString() : m_remark; }

    const Theme& m_theme;
    QString m_icon, m_name, m_value, m_remark;
    int m_mostWidth = 0;
    bool m_compact = false;
};

} // namespace tracedeck::ui
