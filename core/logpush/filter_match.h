#pragma once

#include "events/event.h"
#include "logpush/filter.h"

namespace tracedeck::logpush {

/// Whether `filter` keeps `event`, one event at a time: the meaning that every store has to give a filter. What Cloudflare does not document
/// is our reading of it.
/// - Negated operators are true exactly where their positive form is false. A positive one is never true of an absent value, so
///   a negated one keeps it.
/// - Numbers (EventTimestampMs, CPUTimeMs, WallTimeMs, Status): absent, null and other types are absent. Values given as text compare as
///   the number that they spell ("30"); other text equals no number. startsWith, endsWith and contains look at the digits.
/// - Texts (Outcome, ScriptName, EventType, Entrypoint, DispatchNamespace, Method, Version = ScriptVersion.ID, OutcomeSlice): absent,
///   null and "" are one, the empty text. Compared byte by byte, lt … geq too; a number or a flag is compared as its text.
/// - Trigger and RayID: as texts, but the empty one is absent.
/// - Lists (ScriptTags; Level and ExceptionName, Group = `keyText`, of any console line or exception): true where one element
///   makes it true; an empty list is absent, and so are tags of which the only one is "". "contains" asks tags for a whole element,
///   the others for a part of the text.
///   Group of a failure without exceptions is that of its outcome.
/// - Truncated (by its markers), HasException: "true" or "false".
/// - Other keys: what the record's unknown field of that name holds, where that is a text, number or flag; else absent.
/// - A group without nodes keeps everything.
[[nodiscard]] bool matches(const Filter& filter, const events::Event& event);

} // namespace tracedeck::logpush
