#pragma once

#include "events/event.h"

namespace tracedeck::events {

/// Fills the typed views (method, url, rayId, status, trigger) of `event` from its `eventJson`. By the keys that are there, not by the
/// event's type: records of 2022 have none. Valid JSON is taken for granted.
void readViews(Event& event);

/// What set the invocation off, in one line, from the text of its `Event`: URL, cron, queue, "from → to", method, consumed Workers, web socket
/// event or the time an alarm was set to; of an unheard-of kind its JSON where that is short. Valid JSON is taken for granted.
[[nodiscard]] std::string triggerText(std::string_view eventJson);

} // namespace tracedeck::events
