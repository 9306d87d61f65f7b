#pragma once

#include <QString>

namespace tracedeck::ui {

/// How Tracedeck reads what Cloudflare does not document of filters, a line each.
[[nodiscard]] QString meaningsText();

} // namespace tracedeck::ui
