#pragma once

#include <QString>

namespace tracedeck::ui {

/// `text` for a line or a cell of Markdown: nothing in it can make a table, a link or a picture.
[[nodiscard]] QString markdownText(const QString& text);

} // namespace tracedeck::ui
