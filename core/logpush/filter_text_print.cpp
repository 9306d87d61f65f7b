#include "logpush/filter_text.h"

#include "logpush/filter_text_words.h"

namespace tracedeck::logpush {

namespace {

/// The flags of text that is looked for in quotes: there the case does not count by itself.
std::string freeFlags(TextFlags flags)
{
    return std::string(flags.ignoreCase ? "" : "c") + (flags.wholeWord ? "w" : "");
}

std::string flagsText(TextFlags flags)
{
    return std::string(flags.ignoreCase ? "i" : "") + (flags.wholeWord ? "w" : "");
}

std::string freeText(const std::string& text, TextFlags flags)
{
    const bool isBare = flags.ignoreCase && !flags.wholeWord && words::isFreeWord(text);
    return isBare ? text : words::quotedText(text) + freeFlags(flags);
}

std::string containsText(const Condition& condition, const FilterValue& value)
{
    const auto* text = std::get_if<std::string>(&value);
    const std::string flags = flagsText(condition.flags);
    return ":*" + (text && !flags.empty() ? words::quotedText(*text) + flags : words::valueText(value)) + "*";
}

std::string listText(const std::vector<FilterValue>& values)
{
    std::string out = ":(";
    for (const FilterValue& value : values)
        out += (&value == &values.front() ? "" : ",") + words::valueText(value);
    return out + ")";
}

/// What stands behind the field's name.
std::string relationText(const Condition& condition, Operator op, const FilterValue& value)
{
    switch (op) {
    case Operator::Lt: return "<" + words::valueText(value);
    case Operator::Leq: return "<=" + words::valueText(value);
    case Operator::Gt: return ">" + words::valueText(value);
    case Operator::Geq: return ">=" + words::valueText(value);
    case Operator::StartsWith: return ":" + words::valueText(value) + "*";
    case Operator::EndsWith: return ":*" + words::valueText(value);
    case Operator::Contains: return containsText(condition, value);
    case Operator::In: return listText(condition.values);
    default: return ":" + words::valueText(value);
    }
}

std::string expressionText(const std::string& expression, TextFlags flags)
{
    return words::slashed(expression).value_or(words::quotedText(expression)) + flagsText(flags);
}

std::string conditionText(const Condition& condition)
{
    const bool isNot = isNegated(condition.op);
    const Operator op = isNot ? oppositeOf(condition.op) : condition.op;
    const FilterValue value = condition.values.empty() ? FilterValue {} : condition.values.front();
    const auto* text = std::get_if<std::string>(&value);
    const std::string sign = isNot ? "-" : "";
    if (op == Operator::Matches && text != nullptr) {
        const bool isFree = condition.key == "Text" && words::slashed(*text);
        return sign + (isFree ? "" : words::nameText(condition.key) + ":~") + expressionText(*text, condition.flags);
    }
    if (op == Operator::Contains && text != nullptr && condition.key == "Text")
        return sign + freeText(*text, condition.flags);
    return sign + words::nameText(condition.key) + relationText(condition, op, value);
}

std::string nodesText(const FilterNode& node);

std::string itemText(const FilterNode& node)
{
    const auto* condition = std::get_if<Condition>(&node.node);
    return condition ? conditionText(*condition) : "(" + nodesText(node) + ")";
}

/// A group without its parentheses.
std::string nodesText(const FilterNode& node)
{
    const auto* all = std::get_if<AllOf>(&node.node);
    const auto& nodes = all ? all->nodes : std::get<AnyOf>(node.node).nodes;
    std::string out;
    for (const FilterNode& each : nodes)
        out += (&each == &nodes.front() ? "" : all ? " " : " OR ") + itemText(each);
    if (nodes.size() > 1 || (nodes.empty() && all))
        return out;
    return out + (nodes.empty() ? "OR" : all ? " AND" : " OR");
}

} // namespace

std::string printFilterText(const Filter& filter)
{
    const auto* all = std::get_if<AllOf>(&filter.root.node);
    if (std::holds_alternative<Condition>(filter.root.node))
        return "(" + itemText(filter.root) + ")";
    if (all && all->nodes.size() == 1 && std::holds_alternative<Condition>(all->nodes.front().node))
        return itemText(all->nodes.front());
    return nodesText(filter.root);
}

} // namespace tracedeck::logpush
