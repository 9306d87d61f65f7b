#pragma once

#include "widgets/plain_label.h"

namespace tracedeck::ui {

/// One of our line icons beside words that say the same.
class IconLabel : public PlainLabel {
    Q_OBJECT
public:
    IconLabel(const Theme& theme, const QString& icon, int designPx, QColor Tokens::*ink = &Tokens::text2, QWidget* parent = nullptr);

    void setSymbol(const QString& icon, QColor Tokens::*ink);

private:
    void draw();

    const Theme& m_theme;
    QString m_icon;
    int m_px;
    QColor Tokens::*m_ink;
};

} // namespace tracedeck::ui
