#include "logs/typed_filter.h"

#include "logpush/filter_key.h"
#include "logpush/filter_text.h"
#include "logs/words.h"

#include <algorithm>

namespace tracedeck::ui {

using logpush::AllOf;
using logpush::Condition;
using logpush::FilterKey;
using logpush::FilterNode;

namespace {

/// A field by the name that the rest of the window knows it by, its values of the field's own type.
void normalize(Condition& condition)
{
    const FilterKey key = logpush::filterKey(condition.key);
    if (key.kind == FilterKey::Kind::Field || key.kind == FilterKey::Kind::Text)
        condition.key = key.name;
    const auto column = store::columnNamed(condition.key);
    if (!column || store::kindOf(*column) == store::ColumnKind::Number)
        return;
    for (logpush::FilterValue& value : condition.values)
        value = valueFor(condition.key, textOf(value));
}

void normalize(FilterNode& node)
{
    if (auto* condition = std::get_if<Condition>(&node.node))
        return normalize(*condition);
    auto* all = std::get_if<AllOf>(&node.node);
    for (FilterNode& child : all ? all->nodes : std::get<logpush::AnyOf>(node.node).nodes)
        normalize(child);
}

FilterNode nodeOf(const Chip& chip)
{
    if (const auto* text = std::get_if<store::TextMatch>(&chip.what))
        return {conditionOf(*text)};
    if (const auto* condition = std::get_if<Condition>(&chip.what))
        return {*condition};
    return std::get<FilterNode>(chip.what);
}

} // namespace

Result<std::vector<Chip>> chipsFromText(const QString& text)
{
    auto filter = logpush::parseFilterText(utf8(text));
    if (!filter)
        return fail(filter.error());
    std::vector<FilterNode> nodes;
    if (auto* all = std::get_if<AllOf>(&filter->root.node))
        nodes = std::move(all->nodes);
    else
        nodes.push_back(std::move(filter->root));
    std::vector<Chip> chips;
    for (FilterNode& node : nodes) {
        normalize(node);
        chips.push_back(chipOf(std::move(node)));
    }
    return chips;
}

QString textFromChips(const std::vector<Chip>& chips)
{
    AllOf all;
    for (const Chip& chip : chips)
        all.nodes.push_back(nodeOf(chip));
    return all.nodes.empty() ? QString() : plain(logpush::printFilterText({{std::move(all)}}));
}

} // namespace tracedeck::ui
