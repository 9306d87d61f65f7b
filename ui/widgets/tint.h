#pragma once

#include "theme/theme.h"

#include <span>

namespace tracedeck::ui {

/// A colour that tells a profile apart. Its name stands in the profile; one that is not known is as always.
struct Tint {
    QStringView name;
    const char* text; ///< for tr("…", "Tint")
    QColor Tokens::*strong;
    QColor Tokens::*soft;
};

[[nodiscard]] std::span<const Tint> tints();
[[nodiscard]] QString tintText(const Tint& tint);
[[nodiscard]] const Tint& tintNamed(QStringView name);

/// The first letters of a profile's name on its colour.
[[nodiscard]] QPixmap initialsTile(const Theme& theme, const QString& name, QStringView tint, int designPx, qreal dpr);

} // namespace tracedeck::ui
