#pragma once

#include "store/segment.h"

#include <functional>

namespace tracedeck::store {

/// Gives every row of `segment` back as the record it was made from, in row order; `use(record, objectCode)`. The views are good
/// during the call only.
[[nodiscard]] Result<void> forEachRecord(const Segment& segment, const std::function<void(const ingest::RecordView&, std::uint32_t)>& use);

} // namespace tracedeck::store
