#pragma once

#include "widgets/plain_label.h"

namespace tracedeck::ui {

/// One line of plain text that gives up its end (or middle) instead of growing; the whole text is its tooltip when cut.
class ElidedLabel : public PlainLabel {
    Q_OBJECT
public:
    ElidedLabel(const Theme& theme, TextRole role, const QString& text = {}, Tone tone = Tone::Normal, QWidget* parent = nullptr);

    void setElideMode(Qt::TextElideMode mode);
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace tracedeck::ui
