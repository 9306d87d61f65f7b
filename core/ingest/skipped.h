#pragma once

#include "events/json_check.h"
#include "events/json_text.h"
#include "events/trigger.h"

namespace tracedeck::ingest {

// What the fast parser asks `events` for what it does not read itself.
using events::jsonProblem;
using events::triggerText;

} // namespace tracedeck::ingest
