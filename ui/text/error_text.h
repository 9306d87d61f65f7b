#pragma once

#include "base/error.h"

#include <QString>

namespace tracedeck::ui {

/// What happened, in one plain sentence that names the thing it is about. Safe to show: nothing of the data is interpreted.
[[nodiscard]] QString errorText(const Error& error);

} // namespace tracedeck::ui
