#pragma once

#include "events/event.h"
#include "logpush/filter.h"
#include "logpush/filter_key.h"
#include "logpush/value_test.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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
/// - Text, Message (console lines), Exception ("name: message"), Stack: lists of the texts that there are. An empty trigger, Ray ID or
///   stack is none; what is found never crosses from one into the next.
/// - Event.…, Record.… and Log.…: what the path leads to in `Event`, in a field that is not documented, in JSON that stands in console
///   lines (events/json_path.h says how); a list of scalars, null is absent. Numbers compare as numbers, also fractions.
///   ScriptVersion.Message and .Tag: as the trigger is.
/// - Other keys: what the record's unknown field of that name holds, as a path of one name.
/// - Matches and Contains look as their flags say. "contains" with a flag looks inside of tags too. A regular expression that is none holds of
///   nothing.
/// - A group without nodes keeps everything.
[[nodiscard]] bool matches(const Filter& filter, const events::Event& event);

/// The same of many events: the filter made ready once. Any thread.
class FilterMatcher {
public:
    explicit FilterMatcher(const Filter& filter);
    [[nodiscard]] bool operator()(const events::Event& event) const { return keeps(m_root, event); }

private:
    struct Node {
        bool isAll = true;
        std::vector<Node> children;
        FilterKey key;
        std::shared_ptr<const ValueTest> test; ///< of a condition
    };
    static Node made(const FilterNode& node);
    static bool keeps(const Node& node, const events::Event& event);

    Node m_root;
};

/// One condition in its positive form: whether `test` holds of what `key` asks for.
[[nodiscard]] bool holds(const ValueTest& test, const FilterKey& key, const events::Event& event);
/// The same of one console line and a path inside of its JSON.
[[nodiscard]] bool holdsInLine(const ValueTest& test, std::span<const std::string> path, std::string_view line);

} // namespace tracedeck::logpush
