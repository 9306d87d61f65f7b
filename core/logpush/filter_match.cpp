#include "logpush/filter_match.h"

#include "events/fingerprint.h"
#include "events/json_text.h"
#include "events/truncation.h"
#include "events/vocabulary.h"
#include "logpush/value_test.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tracedeck::logpush {

namespace {

using events::Event;
using FieldTest = bool (*)(const ValueTest&, const Event&);

template<auto Member>
bool number(const ValueTest& test, const Event& event)
{
    return event.*Member && test.number(*(event.*Member));
}
template<auto Member>
bool text(const ValueTest& test, const Event& event)
{
    return test.text(event.*Member);
}
template<auto Member>
bool textIfAny(const ValueTest& test, const Event& event)
{
    return !(event.*Member).empty() && test.text(event.*Member);
}

bool flag(const ValueTest& test, bool set)
{
    return test.text(set ? "true" : "false");
}
bool version(const ValueTest& test, const Event& event)
{
    return test.text(event.version.id);
}
bool outcomeSlice(const ValueTest& test, const Event& event)
{
    const bool both = event.outcome == "ok" && !event.exceptions.empty();
    return test.text(both ? events::kOkWithException : std::string_view {event.outcome});
}
bool truncated(const ValueTest& test, const Event& event)
{
    return flag(test, events::truncationOf(event) == events::Truncation::Marked);
}
bool hasException(const ValueTest& test, const Event& event)
{
    return flag(test, !event.exceptions.empty());
}
bool tags(const ValueTest& test, const Event& event)
{
    if (event.scriptTags.size() == 1 && event.scriptTags.front().empty())
        return false; // as if there were none
    return std::ranges::any_of(event.scriptTags, [&](const std::string& tag) { return test.element(tag); });
}
bool level(const ValueTest& test, const Event& event)
{
    return std::ranges::any_of(event.logs, [&](const events::LogLine& line) { return test.text(line.level); });
}
bool exceptionName(const ValueTest& test, const Event& event)
{
    return std::ranges::any_of(event.exceptions, [&](const events::Exception& e) { return test.text(e.name); });
}
bool group(const ValueTest& test, const Event& event)
{
    if (event.exceptions.empty())
        return events::isFailure(event.outcome, false) && test.text(events::keyText(events::outcomeGroupKey(event.outcome)));
    return std::ranges::any_of(event.exceptions, [&](const events::Exception& e) {
        return test.text(events::keyText(events::groupKey(e.name, e.message, e.stack)));
    });
}

struct FieldRule {
    std::string_view key;
    FieldTest test;
};
constexpr auto kFields = std::to_array<FieldRule>({
    {"EventTimestampMs", number<&Event::timestampMs>},
    {"CPUTimeMs", number<&Event::cpuTimeMs>},
    {"WallTimeMs", number<&Event::wallTimeMs>},
    {"Status", number<&Event::status>},
    {"Outcome", text<&Event::outcome>},
    {"ScriptName", text<&Event::scriptName>},
    {"EventType", text<&Event::eventType>},
    {"Entrypoint", text<&Event::entrypoint>},
    {"DispatchNamespace", text<&Event::dispatchNamespace>},
    {"Method", text<&Event::method>},
    {"Version", version},
    {"OutcomeSlice", outcomeSlice},
    {"Trigger", textIfAny<&Event::trigger>},
    {"RayID", textIfAny<&Event::rayId>},
    {"ScriptTags", tags},
    {"Level", level},
    {"ExceptionName", exceptionName},
    {"Group", group},
    {"Truncated", truncated},
    {"HasException", hasException},
});

bool unknownField(const ValueTest& test, const std::string& json)
{
    if (json.starts_with('"'))
        return test.text(events::unescapedLoosely(json));
    std::int64_t whole = 0;
    const auto [end, error] = std::from_chars(json.data(), json.data() + json.size(), whole);
    if (error == std::errc {} && end == json.data() + json.size())
        return test.number(whole);
    return json != "null" && !json.starts_with('{') && !json.starts_with('[') && test.text(json);
}

bool holds(const Condition& condition, const Event& event)
{
    const ValueTest test(condition);
    const auto* field = std::ranges::find(kFields, condition.key, &FieldRule::key);
    if (field != kFields.end())
        return field->test(test, event) != test.isNegated();
    const auto unknown = std::ranges::find(event.unknown, condition.key, &events::UnknownField::key);
    return (unknown != event.unknown.end() && unknownField(test, unknown->json)) != test.isNegated();
}

bool keeps(const FilterNode& node, const Event& event)
{
    if (const auto* condition = std::get_if<Condition>(&node.node))
        return holds(*condition, event);
    const auto kept = [&event](const FilterNode& child) { return keeps(child, event); };
    if (const auto* all = std::get_if<AllOf>(&node.node))
        return std::ranges::all_of(all->nodes, kept);
    const auto& any = std::get<AnyOf>(node.node).nodes;
    return any.empty() || std::ranges::any_of(any, kept);
}

} // namespace

bool matches(const Filter& filter, const Event& event)
{
    return keeps(filter.root, event);
}

} // namespace tracedeck::logpush
