#pragma once

#include "theme/theme.h"

#include <QLabel>

namespace tracedeck::ui {

enum class Tone { Normal, Secondary, Muted, Error, Ok, Warn, Info, Inverse };

/// A label in one of our text roles that never reads its text as markup; follows the theme's fonts.
class PlainLabel : public QLabel {
    Q_OBJECT
public:
    PlainLabel(const Theme& theme, TextRole role, const QString& text = {}, Tone tone = Tone::Normal, QWidget* parent = nullptr);

    void setTone(Tone tone);
};

/// A tooltip's text so that nothing in it is read as markup.
[[nodiscard]] QString plainToolTip(const QString& text);

} // namespace tracedeck::ui
