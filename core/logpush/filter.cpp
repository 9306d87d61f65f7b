#include "logpush/filter.h"

#include <algorithm>
#include <array>

namespace tracedeck::logpush {

namespace {

struct OperatorRow {
    std::string_view name;
    Operator opposite;
};
// In the order of the enum.
constexpr auto kOperators = std::to_array<OperatorRow>({
    {"eq", Operator::NotEq},
    {"!eq", Operator::Eq},
    {"lt", Operator::NotLt},
    {"leq", Operator::NotLeq},
    {"gt", Operator::NotGt},
    {"geq", Operator::NotGeq},
    {"startsWith", Operator::NotStartsWith},
    {"!startsWith", Operator::StartsWith},
    {"endsWith", Operator::NotEndsWith},
    {"!endsWith", Operator::EndsWith},
    {"contains", Operator::NotContains},
    {"!contains", Operator::Contains},
    {"in", Operator::NotIn},
    {"!in", Operator::In},
    {"matches", Operator::NotMatches},
    {"!matches", Operator::Matches},
    {"!lt", Operator::Lt},
    {"!leq", Operator::Leq},
    {"!gt", Operator::Gt},
    {"!geq", Operator::Geq},
});
constexpr auto kFirstLocal = static_cast<std::ptrdiff_t>(Operator::Matches);

bool isOn(const FilterNode& node, std::string_view key)
{
    const auto* condition = std::get_if<Condition>(&node.node);
    return condition != nullptr && condition->key == key;
}

/// The nodes that are joined by "and" at the root; a root that is no "and" is alone.
std::vector<FilterNode> topNodes(const Filter& filter)
{
    if (const auto* all = std::get_if<AllOf>(&filter.root.node))
        return all->nodes;
    return {filter.root};
}

} // namespace

std::string_view operatorName(Operator op)
{
    return kOperators.at(static_cast<std::size_t>(op)).name;
}

std::optional<Operator> operatorNamed(std::string_view name)
{
    const auto* const end = kOperators.begin() + kFirstLocal;
    const auto* found = std::find_if(kOperators.begin(), end, [name](const OperatorRow& row) { return row.name == name; });
    if (found == end)
        return std::nullopt;
    return static_cast<Operator>(found - kOperators.begin());
}

bool isLocal(Operator op)
{
    return op >= Operator::Matches;
}

bool isNegated(Operator op)
{
    return operatorName(op).starts_with('!');
}

Operator oppositeOf(Operator op)
{
    return kOperators.at(static_cast<std::size_t>(op)).opposite;
}

bool Filter::keepsAll() const
{
    if (const auto* all = std::get_if<AllOf>(&root.node))
        return all->nodes.empty();
    const auto* any = std::get_if<AnyOf>(&root.node);
    return any != nullptr && any->nodes.empty();
}

Filter withCondition(const Filter& filter, Condition condition)
{
    std::vector<FilterNode> nodes = topNodes(filter);
    nodes.push_back({std::move(condition)});
    return {{AllOf {std::move(nodes)}}};
}

Filter withoutKey(const Filter& filter, std::string_view key)
{
    std::vector<FilterNode> nodes = topNodes(filter);
    if (std::erase_if(nodes, [key](const FilterNode& node) { return isOn(node, key); }) == 0)
        return filter;
    return {{AllOf {std::move(nodes)}}};
}

std::vector<Condition> topConditions(const Filter& filter)
{
    std::vector<Condition> conditions;
    for (const FilterNode& node : topNodes(filter)) {
        if (const auto* condition = std::get_if<Condition>(&node.node))
            conditions.push_back(*condition);
    }
    return conditions;
}

} // namespace tracedeck::logpush
