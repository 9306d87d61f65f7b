#pragma once

#include "doctor/examination.h"
#include "ingest/format.h"
#include "logpush/filter.h"
#include "store/snapshot.h"

#include <stop_token>

namespace tracedeck::doctor {

// Looks into what was delivered. These block: they are for a thread that may wait.

/// The newest delivered objects below the prefix, newest first; at most some dozens.
[[nodiscard]] Result<std::vector<objects::ListedObject>> newestObjects(objects::ObjectSource& source, const QString& prefix,
                                                                       const std::stop_token& stop);
/// Reads them one after the other until an event of the Worker is found, as far as a few megabytes go. What cannot be read in one is passed
/// over; fails where not even the first can be fetched. `format`: what the job says of them.
[[nodiscard]] Result<EventsFound> lookInto(objects::ObjectSource& source, const std::vector<objects::ListedObject>& newest,
                                           const QString& worker, const ingest::FormatHint& format, const std::stop_token& stop);
/// The same of a store, all of it, with what `filter` would keep.
[[nodiscard]] Result<EventsFound> lookInto(const store::Snapshot& snapshot, const QString& worker, const logpush::Filter& filter,
                                           std::int64_t nowMs, const std::stop_token& stop);

} // namespace tracedeck::doctor
