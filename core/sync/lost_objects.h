#pragma once

#include "base/result.h"
#include "store/writer.h"

#include <stop_token>

namespace tracedeck::sync {

/// Reads the objects again whose events went with a damaged segment and whose copies the store kept. Before anything new is read.
[[nodiscard]] Result<void> readLostObjects(store::Writer& writer, const std::stop_token& stop);

} // namespace tracedeck::sync
