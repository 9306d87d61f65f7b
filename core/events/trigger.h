#pragma once

#include "events/event.h"

namespace tracedeck::events {

/// Fills the typed views (method, url, rayId, status, trigger) of `event` from its `eventJson`. By the keys that are there, not by the
/// event's type: records of 2022 have none. Valid JSON is taken for granted.
void readViews(Event& event);

} // namespace tracedeck::events
