#pragma once

#include "ingest/event_batch.h"

#include <string>

namespace tracedeck::store {

/// The bytes of the segment file that holds `batch` (at most 64 K rows). Any thread; pure.
[[nodiscard]] std::string sealSegment(const ingest::EventBatch& batch);

} // namespace tracedeck::store
