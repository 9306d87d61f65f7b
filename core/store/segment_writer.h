#pragma once

#include "ingest/event_batch.h"
#include "store/text_blocks.h"

#include <string>

namespace tracedeck::store {

/// Puts the first part of the segment file that holds these rows into `columns`; the second part is `texts.bytes()`. Any thread.
void writeColumns(const ingest::EventBatch& batch, const TextBlocks& texts, std::string& columns);

} // namespace tracedeck::store
