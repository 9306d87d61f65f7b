#pragma once

#include "ingest/event_batch.h"

#include <string>

namespace tracedeck::store {

/// Puts the bytes of the segment file that holds `batch` (at most 64 K rows) into `image`, whose memory is used again. Any thread.
void sealSegment(const ingest::EventBatch& batch, std::string& image);

} // namespace tracedeck::store
