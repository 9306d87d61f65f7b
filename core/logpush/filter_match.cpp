#include "logpush/filter_match.h"

#include "events/fingerprint.h"
#include "events/json_path.h"
#include "events/truncation.h"
#include "events/vocabulary.h"
#include "logpush/value_test.h"

#include <algorithm>
#include <array>

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

bool anyText(const ValueTest& test, const Event& event, std::uint8_t texts)
{
    const auto some = [&](std::uint8_t part, const auto& list, auto textOfOne) {
        return (texts & part) != 0 && std::ranges::any_of(list, [&](const auto& one) { return test.text(textOfOne(one)); });
    };
    return ((texts & kTriggerText) != 0 && textIfAny<&Event::trigger>(test, event))
        || ((texts & kRayIdText) != 0 && textIfAny<&Event::rayId>(test, event)) || some(kMessageText, event.logs, events::joined)
        || some(kExceptionText, event.exceptions,
                [](const events::Exception& e) { return e.name.empty() ? e.message : e.name + ": " + e.message; })
        || ((texts & kStackText) != 0
            && std::ranges::any_of(event.exceptions, [&](const events::Exception& e) { return !e.stack.empty() && test.text(e.stack); }));
}

/// Whether the test holds of a scalar that `path` leads to.
bool anyIn(std::string_view json, std::span<const std::string> path, const ValueTest& test)
{
    return events::anyAt(json, path, [&test](std::string_view token) { return test.json(token); });
}

bool logValue(const ValueTest& test, const Event& event, const FilterKey& key)
{
    return std::ranges::any_of(event.logs, [&](const events::LogLine& line) { return holdsInLine(test, key.path, events::joined(line)); });
}

bool recordValue(const ValueTest& test, const Event& event, std::string_view field, std::span<const std::string> path)
{
    return std::ranges::any_of(event.unknown,
                               [&](const events::UnknownField& one) { return one.key == field && anyIn(one.json, path, test); });
}

bool versionValue(const ValueTest& test, const Event& event, const FilterKey& key)
{
    const std::string& text = key.path.front() == "Tag" ? event.version.tag : event.version.message;
    return !text.empty() && test.text(text);
}

} // namespace

bool holds(const ValueTest& test, const FilterKey& key, const events::Event& event)
{
    switch (key.kind) {
    case FilterKey::Kind::Field: {
        const auto* field = std::ranges::find(kFields, std::string_view {key.name}, &FieldRule::key);
        return field != kFields.end() && field->test(test, event);
    }
    case FilterKey::Kind::Text: return anyText(test, event, key.texts);
    case FilterKey::Kind::Log: return logValue(test, event, key);
    case FilterKey::Kind::Event: return !event.eventJson.empty() && anyIn(event.eventJson, key.path, test);
    case FilterKey::Kind::Version: return versionValue(test, event, key);
    case FilterKey::Kind::Record: return recordValue(test, event, key.path.front(), std::span {key.path}.subspan(1));
    case FilterKey::Kind::Unknown: return recordValue(test, event, key.name, {});
    }
    return false;
}

bool holdsInLine(const ValueTest& test, std::span<const std::string> path, std::string_view line)
{
    return events::anyJsonIn(line, [&](std::string_view json) { return anyIn(json, path, test); });
}

FilterMatcher::FilterMatcher(const Filter& filter) : m_root(made(filter.root)) {}

FilterMatcher::Node FilterMatcher::made(const FilterNode& node)
{
    Node one;
    if (const auto* condition = std::get_if<Condition>(&node.node)) {
        one.key = filterKey(condition->key);
        one.test = std::make_shared<ValueTest>(*condition);
        return one;
    }
    const auto* all = std::get_if<AllOf>(&node.node);
    one.isAll = all != nullptr;
    for (const FilterNode& child : all ? all->nodes : std::get<AnyOf>(node.node).nodes)
        one.children.push_back(made(child));
    return one;
}

bool FilterMatcher::keeps(const Node& node, const Event& event)
{
    if (node.test)
        return holds(*node.test, node.key, event) != node.test->isNegated();
    const auto kept = [&event](const Node& child) { return keeps(child, event); };
    if (node.isAll)
        return std::ranges::all_of(node.children, kept);
    return node.children.empty() || std::ranges::any_of(node.children, kept);
}

namespace {

bool keepsOnce(const FilterNode& node, const Event& event)
{
    if (const auto* condition = std::get_if<Condition>(&node.node)) {
        const ValueTest test(*condition);
        return holds(test, filterKey(condition->key), event) != test.isNegated();
    }
    const auto kept = [&event](const FilterNode& child) { return keepsOnce(child, event); };
    if (const auto* all = std::get_if<AllOf>(&node.node))
        return std::ranges::all_of(all->nodes, kept);
    const auto& any = std::get<AnyOf>(node.node).nodes;
    return any.empty() || std::ranges::any_of(any, kept);
}

} // namespace

bool matches(const Filter& filter, const Event& event)
{
    return keepsOnce(filter.root, event);
}

} // namespace tracedeck::logpush
