#include "wizard/filter_tree.h"

#include <algorithm>
#include <optional>

namespace tracedeck::ui {

using logpush::AllOf;
using logpush::AnyOf;
using logpush::Condition;
using logpush::Filter;
using logpush::FilterNode;

namespace {

/// The node without what has no value; nullopt where nothing is left.
std::optional<FilterNode> kept(const FilterNode& node)
{
    if (const auto* condition = std::get_if<Condition>(&node.node))
        return isFilled(*condition) ? std::optional(node) : std::nullopt;
    FilterNode group = node;
    auto& children = childrenOf(group);
    children.clear();
    for (const FilterNode& child : childrenOf(node)) {
        if (auto some = kept(child))
            children.push_back(*std::move(some));
    }
    return children.empty() ? std::nullopt : std::optional(group);
}

NodePath parentOf(NodePath path)
{
    path.pop_back();
    return path;
}

} // namespace

Filter toBuild(const Filter& filter)
{
    if (isGroup(filter.root))
        return filter;
    return {FilterNode {AllOf {{filter.root}}}};
}

Filter built(const Filter& filter)
{
    auto root = kept(filter.root);
    if (!root)
        return {};
    if (isGroup(*root) && childrenOf(*root).size() == 1)
        return {FilterNode(childrenOf(*root).front())};
    return {*std::move(root)};
}

bool isGroup(const FilterNode& node)
{
    return !std::holds_alternative<Condition>(node.node);
}

bool isAnyOf(const FilterNode& node)
{
    return std::holds_alternative<AnyOf>(node.node);
}

std::vector<FilterNode>& childrenOf(FilterNode& group)
{
    if (auto* any = std::get_if<AnyOf>(&group.node))
        return any->nodes;
    return std::get<AllOf>(group.node).nodes;
}

const std::vector<FilterNode>& childrenOf(const FilterNode& group)
{
    if (const auto* any = std::get_if<AnyOf>(&group.node))
        return any->nodes;
    return std::get<AllOf>(group.node).nodes;
}

FilterNode& nodeAt(Filter& filter, const NodePath& path)
{
    FilterNode* node = &filter.root;
    for (const std::size_t at : path)
        node = &childrenOf(*node).at(at);
    return *node;
}

const FilterNode& nodeAt(const Filter& filter, const NodePath& path)
{
    const FilterNode* node = &filter.root;
    for (const std::size_t at : path)
        node = &childrenOf(*node).at(at);
    return *node;
}

void setAnyOf(FilterNode& group, bool isAny)
{
    auto children = childrenOf(group);
    if (isAny)
        group.node = AnyOf {std::move(children)};
    else
        group.node = AllOf {std::move(children)};
}

FilterNode newCondition()
{
    return {Condition {"Outcome", logpush::Operator::Eq, {std::string()}}};
}

void removeAt(Filter& filter, const NodePath& path)
{
    if (path.empty()) {
        filter = toBuild({});
        return;
    }
    auto& siblings = childrenOf(nodeAt(filter, parentOf(path)));
    siblings.erase(siblings.begin() + static_cast<std::ptrdiff_t>(path.back()));
}

NodePath moveBy(Filter& filter, const NodePath& path, int step)
{
    if (path.empty())
        return path;
    auto& siblings = childrenOf(nodeAt(filter, parentOf(path)));
    const auto to = static_cast<std::ptrdiff_t>(path.back()) + step;
    if (to < 0 || to >= static_cast<std::ptrdiff_t>(siblings.size()))
        return path;
    std::swap(siblings[path.back()], siblings[static_cast<std::size_t>(to)]);
    NodePath moved = path;
    moved.back() = static_cast<std::size_t>(to);
    return moved;
}

NodePath nest(Filter& filter, const NodePath& path)
{
    if (path.empty())
        return path;
    const bool isInAny = isAnyOf(nodeAt(filter, parentOf(path)));
    FilterNode& node = nodeAt(filter, path);
    FilterNode group = isInAny ? FilterNode {AllOf {{node}}} : FilterNode {AnyOf {{node}}};
    node = std::move(group);
    NodePath inner = path;
    inner.push_back(0);
    return inner;
}

NodePath unnest(Filter& filter, const NodePath& path)
{
    if (path.size() < 2)
        return path;
    FilterNode moved = nodeAt(filter, path);
    removeAt(filter, path);
    NodePath group = parentOf(path);
    auto& outer = childrenOf(nodeAt(filter, parentOf(group)));
    const bool isEmpty = childrenOf(outer[group.back()]).empty();
    if (isEmpty) {
        outer[group.back()] = std::move(moved);
        return group;
    }
    ++group.back();
    outer.insert(outer.begin() + static_cast<std::ptrdiff_t>(group.back()), std::move(moved));
    return group;
}

bool isFilled(const Condition& condition)
{
    if (condition.values.empty())
        return false;
    if (condition.op == logpush::Operator::In || condition.op == logpush::Operator::NotIn)
        return true;
    const auto* text = std::get_if<std::string>(&condition.values.front());
    return !text || !text->empty() || condition.key == "DispatchNamespace" || condition.key == "Entrypoint";
}

std::size_t conditionsIn(const FilterNode& node)
{
    if (!isGroup(node))
        return 1;
    std::size_t count = 0;
    for (const FilterNode& child : childrenOf(node))
        count += conditionsIn(child);
    return count;
}

std::string placeText(const Filter& filter, const NodePath& path)
{
    std::string text = "where";
    const FilterNode* node = &filter.root;
    const auto root = kept(filter.root);
    const bool isBare = root && isGroup(*root) && childrenOf(*root).size() == 1;
    for (std::size_t depth = 0; depth < path.size(); ++depth) {
        const auto& children = childrenOf(*node);
        if (!kept(children.at(path[depth])))
            return {};
        const auto before = std::count_if(children.begin(), children.begin() + static_cast<std::ptrdiff_t>(path[depth]),
                                          [](const FilterNode& child) { return kept(child).has_value(); });
        if (depth > 0 || !isBare)
            text += (isAnyOf(*node) ? ".or[" : ".and[") + std::to_string(before) + "]";
        node = &children[path[depth]];
    }
    return text;
}

} // namespace tracedeck::ui
