#pragma once

#include "settings/profile.h"

namespace tracedeck::ui {

// How sources and profiles are called wherever they are listed. Safe to show.

[[nodiscard]] QString sourceName(const settings::LogSource& source);
[[nodiscard]] QString sourceKind(const settings::LogSource& source);   ///< "Bucket", "Folder"
[[nodiscard]] QString sourcePlace(const settings::LogSource& source);  ///< "logs/workers/{DATE}, r2.example.com"
[[nodiscard]] QString profileRemark(const settings::Profile& profile); ///< "API token, 9f2c…41ab"

} // namespace tracedeck::ui
