#pragma once

#include "base/result.h"
#include "store/writer.h"

#include <stop_token>

namespace tracedeck::sync {

/// Reads the objects again whose events went with a damaged segment: from the copies that the store kept, or from where they lie. Those
/// of which neither is what it was are forgotten. Before anything new is read.
[[nodiscard]] Result<void> readLostObjects(store::Writer& writer, const std::stop_token& stop);

} // namespace tracedeck::sync
