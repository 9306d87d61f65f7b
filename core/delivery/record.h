#pragma once

#include "events/event.h"

#include <string>

namespace tracedeck::delivery {

/// Appends the record as Logpush writes it: one line of NDJSON with its newline, the documented fields in alphabetical order, then
/// the unknown ones. Of `Event` the text `eventJson` is written; its typed views are not looked at.
void appendRecord(std::string& out, const events::Event& record);

} // namespace tracedeck::delivery
