#include "doctor/filter_rules.h"

#include "logpush/value_test.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace tracedeck::doctor {

using logpush::Condition;
using logpush::FilterNode;
using logpush::Operator;

namespace {

constexpr std::size_t kMostTerms = 4096; // a filter has 30 conditions: more ways than these are not worth following
constexpr std::array<std::string_view, 3> kNumbers {"EventTimestampMs", "CPUTimeMs", "WallTimeMs"};
constexpr std::array<std::string_view, 5> kTexts {"Outcome", "ScriptName", "EventType", "Entrypoint", "DispatchNamespace"};

/// Conditions that hold at once.
using Term = std::vector<const Condition*>;
using Terms = std::vector<Term>;

/// All ways to meet a node; nullopt where there are too many.
std::optional<Terms> termsOf(const FilterNode& node);

std::optional<Terms> termsOf(const logpush::AllOf& all)
{
    Terms terms {{}};
    for (const FilterNode& node : all.nodes) {
        const auto more = termsOf(node);
        if (!more || terms.size() * more->size() > kMostTerms)
            return std::nullopt;
        Terms joined;
        for (const Term& term : terms) {
            for (const Term& each : *more) {
                joined.push_back(term);
                joined.back().insert(joined.back().end(), each.begin(), each.end());
            }
        }
        terms = std::move(joined);
    }
    return terms;
}

std::optional<Terms> termsOf(const logpush::AnyOf& any)
{
    if (any.nodes.empty())
        return Terms {{}}; // a group without nodes keeps everything
    Terms terms;
    for (const FilterNode& node : any.nodes) {
        const auto more = termsOf(node);
        if (!more || terms.size() + more->size() > kMostTerms)
            return std::nullopt;
        terms.insert(terms.end(), more->begin(), more->end());
    }
    return terms;
}

std::optional<Terms> termsOf(const FilterNode& node)
{
    if (const auto* condition = std::get_if<Condition>(&node.node))
        return Terms {{condition}};
    if (const auto* all = std::get_if<logpush::AllOf>(&node.node))
        return termsOf(*all);
    return termsOf(std::get<logpush::AnyOf>(node.node));
}

bool holds(const Condition& condition, std::string_view value)
{
    const logpush::ValueTest test(condition);
    return test.text(value) != test.isNegated();
}

bool holds(const Condition& condition, std::int64_t value)
{
    const logpush::ValueTest test(condition);
    return test.number(value) != test.isNegated();
}

template<typename T>
bool allHold(const Term& conditions, const T& value)
{
    return std::ranges::all_of(conditions, [&value](const Condition* each) { return holds(*each, value); });
}

/// Which values there are at all, by a condition that lists them.
const Condition* listing(const Term& conditions)
{
    const auto found =
        std::ranges::find_if(conditions, [](const Condition* each) { return each->op == Operator::Eq || each->op == Operator::In; });
    return found == conditions.end() ? nullptr : *found;
}

bool textsAgree(const Term& conditions)
{
    const Condition* list = listing(conditions);
    return list == nullptr || std::ranges::any_of(list->values, [&conditions](const logpush::FilterValue& value) {
               const auto* text = std::get_if<std::string>(&value);
               return text == nullptr || allHold(conditions, std::string_view(*text)); // how others are spelled is not told
           });
}

std::optional<std::int64_t> wholeOf(const logpush::FilterValue& value)
{
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return *whole;
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr || text->empty() || text->size() > 18 || !std::ranges::all_of(*text, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return std::stoll(*text);
}

bool isComparison(const Condition& condition)
{
    switch (condition.op) {
    case Operator::Eq:
    case Operator::NotEq:
    case Operator::Lt:
    case Operator::Leq:
    case Operator::Gt:
    case Operator::Geq:
    case Operator::In:
    case Operator::NotIn: return true;
    default: return false;
    }
}

/// Where whole numbers can meet comparisons, they do so at one of those that are named, or right beside it.
bool numbersAgree(const Term& conditions)
{
    std::vector<std::int64_t> candidates;
    for (const Condition* condition : conditions) {
        if (!isComparison(*condition))
            return true;
        for (const logpush::FilterValue& value : condition->values) {
            const auto whole = wholeOf(value);
            if (!whole || *whole == std::numeric_limits<std::int64_t>::max() || *whole == std::numeric_limits<std::int64_t>::min())
                return true;
            candidates.insert(candidates.end(), {*whole - 1, *whole, *whole + 1});
        }
    }
    return std::ranges::any_of(candidates, [&conditions](std::int64_t value) { return allHold(conditions, value); });
}

Term onKey(const Term& term, std::string_view key)
{
    Term its;
    std::ranges::copy_if(term, std::back_inserter(its), [key](const Condition* each) { return each->key == key; });
    return its;
}

/// Whether an event of any Worker may meet all of them.
bool agrees(const Term& term)
{
    return std::ranges::all_of(kTexts, [&term](std::string_view key) { return textsAgree(onKey(term, key)); })
        && std::ranges::all_of(kNumbers, [&term](std::string_view key) {
               const Term its = onKey(term, key);
               return its.empty() || numbersAgree(its);
           });
}

} // namespace

FilterRule ruleOf(const logpush::Filter& filter, const std::string& worker, const std::string& dispatchNamespace)
{
    const auto terms = termsOf(filter.root);
    if (!terms)
        return FilterRule::MayKeep;
    if (std::ranges::none_of(*terms, agrees))
        return FilterRule::Contradicts;
    const auto mayBeIts = [&](const Term& term) {
        return agrees(term) && allHold(onKey(term, "ScriptName"), std::string_view(worker))
            && allHold(onKey(term, "DispatchNamespace"), std::string_view(dispatchNamespace));
    };
    return worker.empty() || std::ranges::any_of(*terms, mayBeIts) ? FilterRule::MayKeep : FilterRule::DropsWorker;
}

} // namespace tracedeck::doctor
