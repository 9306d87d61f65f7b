#pragma once

#include <QString>

namespace tracedeck::ui {

struct Tokens;

/// The style sheet with every `@token@` and `@theme@` replaced.
[[nodiscard]] QString withTokens(QString sheet, const Tokens& tokens, bool dark);
/// The style sheet with its lengths scaled; lines of 1 and 2 px stay.
[[nodiscard]] QString withScale(const QString& sheet, double scale);

} // namespace tracedeck::ui
