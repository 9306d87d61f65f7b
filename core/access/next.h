#pragma once

#include "access/findings.h"

namespace tracedeck::access {

/// The call to make now; nullopt = all has been asked that can be. Pure.
[[nodiscard]] std::optional<CallKey> next(const Findings& findings);

} // namespace tracedeck::access
