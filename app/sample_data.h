#pragma once

#include "base/result.h"

#include <QString>

#include <stop_token>

namespace tracedeck {

/// Where generated sample objects lie: in the user's cache.
[[nodiscard]] QString sampleFolder();

/// Lays down a day of generated traffic in `sampleFolder` where it is not there yet, and names the folder. Any thread; takes seconds.
[[nodiscard]] Result<QString> makeSampleData(std::stop_token stop);

} // namespace tracedeck
