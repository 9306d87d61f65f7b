#include "logpush/filter.h"

#include <algorithm>
#include <array>

namespace tracedeck::logpush {

namespace {

// In the order of the enum.
constexpr auto kOperatorNames = std::to_array<std::string_view>(
    {"eq", "!eq", "lt", "leq", "gt", "geq", "startsWith", "!startsWith", "endsWith", "!endsWith", "contains", "!contains", "in", "!in"});

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
    return kOperatorNames.at(static_cast<std::size_t>(op));
}

std::optional<Operator> operatorNamed(std::string_view name)
{
    const auto* found = std::ranges::find(kOperatorNames, name);
    if (found == kOperatorNames.end())
        return std::nullopt;
    return static_cast<Operator>(found - kOperatorNames.begin());
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
